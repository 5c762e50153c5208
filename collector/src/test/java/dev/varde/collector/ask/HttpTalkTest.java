package dev.varde.collector.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.BodyTerm;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Method;
import dev.varde.events.config.Configuration.StatusRange;
import dev.varde.events.config.Configuration.Trust;
import dev.varde.events.config.Secret;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTalkTest {
    private final Asked asked = new Asked();

    @AfterEach
    void end() {
        asked.close();
    }

    private static String url(Server server) {
        return "http://127.0.0.1:" + server.port() + "/health";
    }

    private Answer ask(Server server) throws Exception {
        return asked.ask(new HttpTalk(url(server), HttpTerms.USUAL));
    }

    private Answer.Bad fails(Server server) throws Exception {
        return (Answer.Bad) ask(server);
    }

    private static HttpTerms sought(BodyTerm body) {
        return new HttpTerms(
                Method.GET, Map.of(), List.of(), body, 0, new Trust.KnownAuthorities());
    }

    private static HttpTerms following(int redirects) {
        return new HttpTerms(
                Method.GET, Map.of(), List.of(), null, redirects, new Trust.KnownAuthorities());
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
        Answer.Bad bad =
                asked.fails(
                        new HttpTalk(
                                "http://127.0.0.1:" + Server.freePort() + "/", HttpTerms.USUAL));

        assertThat(bad.failure()).isEqualTo(Failure.REFUSED);
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsClosed() throws Exception {
        try (Server server = new Server(HttpTalkTest::readRequest)) {
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
    void aNameWithoutAnAddressIsUnreachable() throws Exception {
        Answer.Bad bad =
                asked.fails(new HttpTalk("http://varde-test.invalid:80/", HttpTerms.USUAL));

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
            String url = "http://varde:open@127.0.0.1:" + server.port() + "/";
            assertThat(asked.ask(new HttpTalk(url, HttpTerms.USUAL))).isEqualTo(Answer.good());
        }

        assertThat(heard.getFirst()).contains("Authorization: Basic dmFyZGU6b3Blbg==");
    }

    @Test
    void whatIsAskedForIsSentAndWhatIsExpectedIsWell() throws Exception {
        CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();
        HttpTerms terms =
                new HttpTerms(
                        Method.HEAD,
                        Map.of("X-Probe", new Secret("hemmelig"), "host", new Secret("kontali")),
                        List.of(new StatusRange(401, 403)),
                        null,
                        0,
                        new Trust.KnownAuthorities());
        try (Server server =
                new Server(s -> {
                    byte[] request = new byte[4096];
                    int n = s.getInputStream().read(request);
                    heard.add(new String(request, 0, n, StandardCharsets.UTF_8));
                    s.getOutputStream()
                            .write(bytes("HTTP/1.1 401 No\r\nContent-Length: 9999\r\n\r\n"));
                })) {
            Answer answer = asked.ask(new HttpTalk(url(server) + "?a=b%20c", terms));

            assertThat(answer).isEqualTo(Answer.good());
        }
        assertThat(heard.getFirst())
                .startsWith("HEAD /health?a=b%20c HTTP/1.1\r\n")
                .contains("X-Probe: hemmelig\r\n")
                .containsOnlyOnce("ost: ")
                .endsWith("Connection: close\r\n\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBodyHasToSayWhatIsExpected() throws Exception {
        String body = "{\"status\": \"ok\"}";
        try (Server server =
                answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body)) {
            BodyTerm form = new BodyTerm.Matches("status\\W+ok");
            BodyTerm other = new BodyTerm.Contains("degraded");

            assertThat(asked.ask(new HttpTalk(url(server), sought(form)))).isEqualTo(Answer.good());
            assertThat(asked.ask(new HttpTalk(url(server), sought(other))))
                    .isEqualTo(
                            new Answer.Bad(
                                    Failure.STATUS,
                                    200,
                                    "HTTP 200, but the body does not contain 'degraded'"));
        }
    }

    @Test
    void aPatternThatGoesBackAndForthForEverHasNotMatched() throws Exception {
        String body = "a".repeat(5_000);
        try (Server server = answering("HTTP/1.1 200 OK\r\n\r\n" + body)) {
            Answer endless =
                    asked.ask(new HttpTalk(url(server), sought(new BodyTerm.Matches("(a+)+b"))));
            Answer deep =
                    asked.ask(new HttpTalk(url(server), sought(new BodyTerm.Matches("(?:a|b)*c"))));

            assertThat(((Answer.Bad) endless).detail()).contains("could not be matched");
            assertThat(((Answer.Bad) deep).failure()).isEqualTo(Failure.STATUS);
        }
    }

    @Test
    void aRedirectOfTheSameHostIsFollowedWhereItIsAllowed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Server server =
                new Server(s -> {
                    readRequest(s);
                    String answer =
                            asked.incrementAndGet() % 2 == 1
                                    ? "302 Found\r\nLocation: /ready"
                                    : "503 Busy\r\nContent-Length: 0";
                    s.getOutputStream().write(bytes("HTTP/1.1 " + answer + "\r\n\r\n"));
                })) {
            assertThat(this.asked.fails(new HttpTalk(url(server), following(1))).status())
                    .isEqualTo(503);
            assertThat(asked).hasValue(2);
            assertThat(ask(server)).isEqualTo(Answer.good());
            assertThat(asked).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2/",
                "http://169.254.169.254/latest/meta-data",
                "//elsewhere.example/",
                "file:///etc/passwd",
                "http://127.0.0.1:99999/",
                "http://[::1",
                "javascript:alert(1)"
            })
    void aRedirectToElsewhereIsNotFollowed(String location) throws Exception {
        try (Server server = answering("HTTP/1.1 302 X\r\nLocation: " + location + "\r\n\r\n")) {
            Answer.Bad bad = asked.fails(new HttpTalk(url(server), following(3)));

            assertThat(bad.status()).isEqualTo(302);
            assertThat(bad.detail()).isEqualTo("HTTP 302: redirects away from this host");
        }
    }

    @Test
    void redirectsInACircleEnd() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Server server =
                new Server(s -> {
                    readRequest(s);
                    asked.incrementAndGet();
                    s.getOutputStream().write(bytes("HTTP/1.1 308 X\r\nLocation: /health\r\n\r\n"));
                })) {
            Answer.Bad bad = this.asked.fails(new HttpTalk(url(server), following(5)));

            assertThat(bad.detail()).contains("more redirects than are allowed");
            assertThat(asked).hasValue(6);
        }
    }

    @Test
    void aHeadWithoutEndIsCutOff() throws Exception {
        try (Server server =
                new Server(s -> {
                    readRequest(s);
                    s.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\n"));
                    while (true) {
                        s.getOutputStream().write(bytes("X-Filler: " + "y".repeat(1_000) + "\r\n"));
                    }
                })) {
            Answer.Bad bad = fails(server);

            assertThat(bad.failure()).isEqualTo(Failure.PROTOCOL);
            assertThat(bad.detail()).contains("16 KiB");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFF\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1\r\n\r\n"
            })
    void whatBreaksTheProtocolIsSaidAsSuch(String answer) throws Exception {
        try (Server server = answering(answer)) {
            assertThat(fails(server).failure()).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void aHugeChunkIsReadInItsBeginningOnly() throws Exception {
        try (Server server =
                new Server(s -> {
                    readRequest(s);
                    OutputStream out = s.getOutputStream();
                    out.write(
                            bytes(
                                    "HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF;a=b\r\n"));
                    while (true) {
                        out.write(bytes("z".repeat(10_000)));
                    }
                })) {
            assertThat(fails(server).detail())
                    .startsWith("HTTP 500: zzz")
                    .hasSize(Answer.LONGEST_DETAIL);
        }
    }

    @Test
    void aBodyThatBreaksOffIsClosed() throws Exception {
        try (Server server = answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")) {
            assertThat(fails(server).failure()).isEqualTo(Failure.CLOSED);
        }
    }

    @Test
    void anInterimAnswerIsPassedOverAndEndlessOnesAreNot() throws Exception {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
        try (Server server = answering(interim + "HTTP/1.1 204 No Content\r\n\r\n");
                Server endless = answering(interim.repeat(50))) {
            assertThat(ask(server)).isEqualTo(Answer.good());
            assertThat(fails(endless).failure()).isEqualTo(Failure.PROTOCOL);
        }
    }
}
