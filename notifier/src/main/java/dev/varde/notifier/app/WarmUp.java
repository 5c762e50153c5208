package dev.varde.notifier.app;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.DeliveryId;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Secret;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.mail.MailWriter;
import dev.varde.notifier.webhook.Caller;
import dev.varde.notifier.webhook.WebhookChannel;
import dev.varde.notifier.webhook.body.Links;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Sends one webhook to itself and writes one mail for nobody, so that the first real message does
/// not wait for classes to load, which takes most of a second.
final class WarmUp {
    private WarmUp() {}

    /// Never fails; without loopback the first message is slower, no more.
    static Outcome run(Caller caller, Instant now) {
        Message message = message(now);
        new MailWriter("varde@localhost", Map.of("nobody", List.of("nobody@localhost")))
                .write(message, now);
        return toItself(caller, "http", message, now);
    }

    /// Begins a TLS connection to somebody who knows no TLS: most of a second goes into the classes
    /// and authorities that the first one needs.
    static Outcome runTls(Caller caller, Instant now) {
        return toItself(caller, "https", message(now), now);
    }

    private static Outcome toItself(Caller caller, String scheme, Message message, Instant now) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(2_000);
            Thread answering = Thread.ofVirtual().start(() -> answer(socket));
            String url = scheme + "://127.0.0.1:" + socket.getLocalPort() + "/";
            Outcome outcome = webhook(caller, url).send(message, now);
            answering.interrupt();
            return outcome;
        } catch (IOException e) {
            return new Outcome.Temporary(null, "no loopback", null);
        }
    }

    private static Message message(Instant now) {
        return new Message(new DeliveryId("warm-up"), "nobody", "test", nothing(now));
    }

    private static WebhookChannel webhook(Caller caller, String url) {
        return new WebhookChannel(
                caller,
                new WebhookTarget(
                        new Secret(url), new Secret("whsec_d2FybS11cA=="), Format.VARDE, true),
                Links.NONE);
    }

    private static void answer(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            InputStream in = client.getInputStream();
            if (in.read(new byte[16 * 1024]) > 0) {
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The sender sees it as an answer that did not come, and nothing depends on it.
            return;
        }
    }

    private static Incident nothing(Instant now) {
        return new Incident(
                new IncidentId("warm-up"),
                1,
                Incident.Change.OPENED,
                IncidentState.RESOLVED,
                Severity.WARNING,
                null,
                new HostName("nowhere"),
                Map.of(),
                Cause.UNKNOWN,
                Confidence.POSSIBLE,
                null,
                "nothing happened",
                new Incident.Times(null, null, null, now, null, null, now),
                List.of(new Incident.Evidence(null, now, "collector", "nothing")),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                List.of(new Incident.TimelineEntry(now, "nothing")));
    }
}
