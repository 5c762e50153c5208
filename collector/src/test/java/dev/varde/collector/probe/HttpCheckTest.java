package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.Failure;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCheckTest {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Answer ask(Server server) {
        return ask("http://127.0.0.1:" + server.port() + "/health");
    }

    private Answer ask(String url) {
        try (var client = HttpQuestion.client(threads)) {
            Answer answer = Question.within(PATIENCE, threads, new HttpQuestion(client, url));
            client.shutdownNow();
            return answer;
        }
    }

    private Answer.Bad fails(Server server) {
        return (Answer.Bad) ask(server);
    }

    private static void readRequest(Socket socket) throws Exception {
        int ends = 0;
        while (ends < 2) {
            int c = socket.getInputStream().read();
            ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
            if (c < 0) {
                return;
            }
        }
    }

    private static Server answering(String text) throws Exception {
        return new Server(socket -> {
            readRequest(socket);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 399})
    void statusesBelowFourHundredAreWell(int status) throws Exception {
        try (Server server =
                answering(
                        "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\nLocation: /x\r\n\r\n")) {
            assertThat(ask(server)).isEqualTo(Answer.good());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503})
    void otherStatusesFailWithTheBeginningOfTheBody(int status) throws Exception {
        try (Server server =
                answering("HTTP/1.1 " + status + " X\r\nContent-Length: 7\r\n\r\nno room")) {
            Answer.Bad bad = fails(server);

            assertThat(bad.failure()).isEqualTo(Failure.STATUS);
            assertThat(bad.status()).isEqualTo(status);
            assertThat(bad.detail()).isEqualTo("HTTP " + status + ": no room");
        }
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws Exception {
        try (Server server = new Server(_ -> Thread.sleep(60_000))) {
            assertThat(fails(server).failure()).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void aServerThatDripsItsHeadersTimesOut() throws Exception {
        try (Server server = new Server(s -> drip(s, "HTTP/1.1 200 OK\r\nX: "))) {
            assertThat(fails(server).failure()).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void aServerThatDripsItsBodyTimesOut() throws Exception {
        try (Server server =
                new Server(s -> drip(s, "HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"))) {
            assertThat(fails(server).failure()).isEqualTo(Failure.TIMEOUT);
        }
    }

    private static void drip(Socket socket, String begin) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(begin.getBytes(StandardCharsets.UTF_8));
        while (true) {
            out.write('x');
            out.flush();
            Thread.sleep(20);
        }
    }

    @Test
    void anEndlessBodyIsCutOff() throws Exception {
        try (Server server =
                new Server(s -> {
                    readRequest(s);
                    OutputStream out = s.getOutputStream();
                    out.write(
                            "HTTP/1.1 500 X\r\nContent-Length: 9999999999\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));
                    byte[] part = "y".repeat(10_000).getBytes(StandardCharsets.UTF_8);
                    while (true) {
                        out.write(part);
                    }
                })) {
            Answer.Bad bad = fails(server);

            assertThat(bad.status()).isEqualTo(500);
            assertThat(bad.detail()).startsWith("HTTP 500: yyy").hasSize(Answer.LONGEST_DETAIL);
        }
    }

    @Test
    void aRefusedConnectionIsToldAsSuch() throws Exception {
        Answer.Bad bad = (Answer.Bad) ask("http://127.0.0.1:" + Server.freePort() + "/");

        assertThat(bad.failure()).isEqualTo(Failure.REFUSED);
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsClosed() throws Exception {
        try (Server server = new Server(HttpCheckTest::readRequest)) {
            assertThat(fails(server).failure()).isEqualTo(Failure.CLOSED);
        }
    }

    @Test
    void anAnswerThatIsNotHttpIsOfTheWrongProtocol() throws Exception {
        try (Server server = answering("220 mail.example.com ESMTP\r\n\r\n")) {
            assertThat(fails(server).failure()).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void aNameWithoutAnAddressIsUnreachable() {
        Answer.Bad bad = (Answer.Bad) ask("http://varde-test.invalid:80/");

        assertThat(bad.failure()).isIn(Failure.UNREACHABLE, Failure.TIMEOUT);
    }

    @Test
    void credentialsInTheUrlAreSentAsAHeader() throws Exception {
        CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();
        try (Server server =
                new Server(s -> {
                    byte[] request = new byte[4096];
                    int n = s.getInputStream().read(request);
                    heard.add(new String(request, 0, n, StandardCharsets.UTF_8));
                    s.getOutputStream()
                            .write(
                                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                                            .getBytes(StandardCharsets.UTF_8));
                })) {
            assertThat(ask("http://varde:open@127.0.0.1:" + server.port() + "/"))
                    .isEqualTo(Answer.good());
        }

        assertThat(heard.getFirst()).contains("Authorization: Basic dmFyZGU6b3Blbg==");
    }
}
