package dev.varde.standalone.e2e;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.varde.events.sign.SigningKey;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// What surrounds Varde in a test: a mail server, a webhook receiver, backends, a configuration.
final class World implements AutoCloseable {
    static final String SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=";

    final Path directory;
    final HookReceiver hooks = new HookReceiver();
    final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<Backend> backends = new ArrayList<>();
    private final StringBuilder others = new StringBuilder();

    // The mail server's thread throws when Varde is killed while it talks to it; that is no
    // failure of the test that happens to wait then.
    static {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    World(Path directory) throws IOException {
        this.directory = directory;
        mail.start();
    }

    Backend backend(String name, @Nullable Integer databasePort, @Nullable Path cgroupProcs)
            throws IOException {
        Backend backend = new Backend(directory, name, databasePort, cgroupProcs);
        backends.add(backend);
        return backend;
    }

    /// Another entry under `services:`.
    void service(String yaml) {
        others.append(yaml);
    }

    Backend backend(String name) throws IOException {
        return backend(name, null, null);
    }

    /// Writes the configuration with all backends made so far.
    ///
    /// @param bootstrapServers of a broker that runs, or null for the embedded one
    Path configuration(@Nullable String bootstrapServers) throws IOException {
        StringBuilder yaml =
                new StringBuilder("host: {name: web-1, labels: {environment: test}}\n");
        if (bootstrapServers != null) {
            yaml.append("kafka: {bootstrap-servers: \"").append(bootstrapServers).append("\"}\n");
            yaml.append(orders());
        }
        yaml.append("services:\n");
        backends.forEach(b -> yaml.append(b.yaml()));
        yaml.append(others);
        yaml.append(
                """
                red-flags: {memory-available: 1MiB, disk-used: 100%%, swap: optional}
                mail: {host: 127.0.0.1, port: %d, tls: none, from: varde@test.example}
                receivers:
                  - {name: ops, mail: {to: [ops@test.example]}}
                  - {name: hook, webhook: {url: "%s", secret: "%s", format: varde, allow-private: true}}
                routes:
                  - {to: [ops, hook]}
                restarts: {backoff: [500ms, 500ms], max: 3, within: 10m, per-day: 50, fleet: 100%%, stable: 1s}
                """
                        .formatted(mail.getSmtp().getPort(), hooks.url(), SECRET));
        Path file = directory.resolve("varde.yaml");
        Files.writeString(file, yaml);
        return file;
    }

    /// Programs of their own do not trust each other by themselves.
    private static String orders() {
        SigningKey key = SigningKey.make();
        return "orders: {sign-with: %s, trust: [%s]}\n"
                .formatted(key.reveal(), key.trusted().text());
    }

    /// Mails whose subject names the service, in the order of arrival.
    List<MimeMessage> mailsAbout(String service) {
        List<MimeMessage> about = new ArrayList<>();
        try {
            for (MimeMessage message : mail.getReceivedMessages()) {
                if (message.getSubject().contains(service + " ")) {
                    about.add(message);
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return about;
    }

    @Override
    public void close() throws IOException {
        for (Backend backend : backends) {
            backend.close();
        }
        hooks.close();
        mail.stop();
    }
}
