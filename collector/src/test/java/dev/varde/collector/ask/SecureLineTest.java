package dev.varde.collector.ask;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Method;
import dev.varde.events.config.Configuration.Trust;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against TLS servers with certificates that keytool(1) made.
class SecureLineTest {
    private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin/keytool");

    @TempDir Path folder;
    private Asked asked;

    @BeforeEach
    void cast() {
        asked = new Asked();
    }

    @AfterEach
    void end() {
        asked.close();
    }

    /// A store with one key and the certificate that it signed itself.
    private Path certificate(String name, String... more) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair -alias own -keyalg EC -dname CN=%s".formatted(name),
                more.length > 0
                        ? more
                        : new String[] {"-ext", "san=ip:127.0.0.1", "-validity", "90"});
        return store;
    }

    private void keytool(Path store, String command, String... more) throws Exception {
        List<String> argv = new java.util.ArrayList<>(List.of(KEYTOOL.toString()));
        argv.addAll(List.of(command.split(" ", -1)));
        argv.addAll(List.of(more));
        argv.addAll(List.of("-keystore", store.toString(), "-storepass", "varde-test"));
        Process process =
                new ProcessBuilder(argv)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.out").toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("keytool.out"))).isZero();
    }

    private Path pem(Path store) throws Exception {
        Path pem = folder.resolve(store.getFileName() + ".pem");
        keytool(store, "-exportcert -rfc -alias own", "-file", pem.toString());
        return pem;
    }

    /// A server that answers each request over TLS with the text.
    private static final class Secure implements AutoCloseable {
        final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger refusals = new AtomicInteger();
        private final SSLServerSocket listening;

        Secure(Path store, String answer) throws Exception {
            KeyStore keys = KeyStore.getInstance(store.toFile(), "varde-test".toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, "varde-test".toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            listening =
                    (SSLServerSocket)
                            context.getServerSocketFactory()
                                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(answer));
        }

        private void serve(String answer) {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    InputStream in = socket.getInputStream();
                    if (in.read(new byte[4096]) > 0) {
                        asked.incrementAndGet();
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    }
                } catch (java.io.IOException refused) {
                    refusals.incrementAndGet();
                }
            }
        }

        String url(String host) {
            return "https://" + host + ":" + listening.getLocalPort() + "/health";
        }

        @Override
        public void close() throws java.io.IOException {
            listening.close();
        }
    }

    private static final String WELL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static HttpTerms trusting(Trust trust, int redirects) {
        return new HttpTerms(Method.GET, Map.of(), List.of(), null, redirects, trust);
    }

    private Answer ask(String url, Trust trust) throws Exception {
        return asked.ask(new HttpTalk(url, trusting(trust, 0)));
    }

    private static void refused(Answer answer) {
        assertThat(((Answer.Bad) answer).failure()).isEqualTo(Failure.CERTIFICATE);
    }

    @Test
    void whenTheCertificateRunsOutIsReadAlsoWhereTheSessionIsResumed() throws Exception {
        try (Secure server = new Secure(certificate("own"), WELL)) {
            HttpTalk talk =
                    new HttpTalk(server.url("127.0.0.1"), trusting(new Trust.SelfSigned(), 0));
            for (int i = 0; i < 3; i++) {
                Answer.Good good = (Answer.Good) asked.ask(talk);

                assertThat(requireNonNull(good.certificateUntil()))
                        .isBetween(
                                Instant.now().plus(Duration.ofDays(88)),
                                Instant.now().plus(Duration.ofDays(91)));
            }
            assertThat(server.asked).hasValue(3);
        }
    }

    @Test
    void aCertificateOfNobodyIsRefusedUnlessItIsNamed() throws Exception {
        Path store = certificate("own");
        try (Secure server = new Secure(store, WELL)) {
            String url = server.url("127.0.0.1");

            refused(ask(url, new Trust.KnownAuthorities()));
            assertThat(server.asked).hasValue(0);
            assertThat(ask(url, new Trust.Authority(pem(store)))).isInstanceOf(Answer.Good.class);
            refused(ask(url, new Trust.Authority(pem(certificate("other")))));
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefusedUnlessItIsSelfSigned() throws Exception {
        Path store = certificate("other", "-ext", "san=dns:other.example", "-validity", "90");
        try (Secure server = new Secure(store, WELL)) {
            refused(ask(server.url("127.0.0.1"), new Trust.Authority(pem(store))));
            assertThat(ask(server.url("localhost"), new Trust.SelfSigned()))
                    .isInstanceOf(Answer.Good.class);
        }
    }

    @Test
    void aCertificateThatRanOutFailsTheCheckWhoeverIsTrusted() throws Exception {
        Path store =
                certificate(
                        "old", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "3");
        try (Secure server = new Secure(store, WELL)) {
            refused(ask(server.url("127.0.0.1"), new Trust.SelfSigned()));
            refused(ask(server.url("127.0.0.1"), new Trust.Authority(pem(store))));
        }
    }

    @Test
    void aFileOfAuthoritiesIsReadAgainWhenItChangesAndItsAbsenceIsSaid() throws Exception {
        Path store = certificate("own");
        Path ca = folder.resolve("ca.pem");
        HttpTerms terms = trusting(new Trust.Authority(ca), 0);
        try (Secure server = new Secure(store, WELL)) {
            HttpTalk talk = new HttpTalk(server.url("127.0.0.1"), terms);

            assertThat(asked.fails(talk).detail()).contains("ca.pem");
            Files.copy(pem(certificate("other")), ca);
            Files.setLastModifiedTime(ca, java.nio.file.attribute.FileTime.fromMillis(1_000));
            refused(asked.ask(talk));
            Files.delete(ca);
            Files.copy(pem(store), ca);
            assertThat(asked.ask(talk)).isInstanceOf(Answer.Good.class);
        }
    }

    @Test
    void aPlainServerBehindASecureAddressIsOfTheWrongProtocol() throws Exception {
        try (Server server =
                new Server(s ->
                        s.getOutputStream()
                                .write("220 mail ESMTP\r\n".getBytes(StandardCharsets.UTF_8)))) {
            Answer answer =
                    ask("https://127.0.0.1:" + server.port() + "/", new Trust.KnownAuthorities());

            assertThat(((Answer.Bad) answer).failure()).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void aServerThatNeverShakesHandsTimesOut() throws Exception {
        try (Server server = new Server(_ -> Thread.sleep(60_000))) {
            Answer answer =
                    ask("https://127.0.0.1:" + server.port() + "/", new Trust.KnownAuthorities());

            assertThat(((Answer.Bad) answer).failure()).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void aRedirectLeadsToTheSecureLineAndNeverBack() throws Exception {
        Path store = certificate("own");
        try (Secure secure = new Secure(store, WELL);
                Server plain =
                        new Server(s -> {
                            s.getInputStream().read(new byte[4096]);
                            s.getOutputStream().write(to(secure.url("127.0.0.1")));
                        });
                Secure back =
                        new Secure(
                                store,
                                new String(to("http://127.0.0.1/"), StandardCharsets.UTF_8))) {
            HttpTerms terms = trusting(new Trust.SelfSigned(), 2);

            Answer led = asked.ask(new HttpTalk("http://127.0.0.1:" + plain.port() + "/", terms));
            Answer down = asked.ask(new HttpTalk(back.url("127.0.0.1"), terms));

            assertThat(((Answer.Good) led).certificateUntil()).isNotNull();
            assertThat(((Answer.Bad) down).detail()).contains("redirects away");
        }
    }

    private static byte[] to(String url) {
        return ("HTTP/1.1 301 Moved\r\nLocation: " + url + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
