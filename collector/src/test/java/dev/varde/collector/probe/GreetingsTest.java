package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.Failure;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingsTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Answer ask(SocketQuestion.Greeting greeting, Server.Manner manner) throws Exception {
        try (Server server = new Server(manner)) {
            SocketQuestion.Target target = new SocketQuestion.Target("127.0.0.1", server.port());
            return Question.within(
                    Duration.ofMillis(600), threads, new SocketQuestion(target, greeting));
        }
    }

    private static Server.Manner says(byte[] answer, int requestBytes) {
        return s -> {
            s.getInputStream().readNBytes(requestBytes);
            s.getOutputStream().write(answer);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Failure failure(Answer answer) {
        return ((Answer.Bad) answer).failure();
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "N", "E\u0000\u0000\u0000\u0010SFATAL"})
    void postgresIsThereWhenItAnswersTheRequestForEncryption(String answer) throws Exception {
        assertThat(ask(Greetings::postgres, says(bytes(answer), 8))).isEqualTo(Answer.good());
    }

    @Test
    void anotherServerOnThePortIsNotPostgres() throws Exception {
        assertThat(failure(ask(Greetings::postgres, says(bytes("HTTP/1.1 400"), 8))))
                .isEqualTo(Failure.PROTOCOL);
        assertThat(failure(ask(Greetings::postgres, says(bytes(""), 8)))).isEqualTo(Failure.CLOSED);
        assertThat(failure(ask(Greetings::postgres, _ -> Thread.sleep(60_000))))
                .isEqualTo(Failure.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+PONG\r\n",
                "-NOAUTH Authentication required.\r\n",
                "-DENIED protected\r\n"
            })
    void redisIsThereWhenItAnswersAStranger(String answer) throws Exception {
        assertThat(ask(Greetings::redis, says(bytes(answer), 6))).isEqualTo(Answer.good());
    }

    @ParameterizedTest
    @CsvSource({
        "-LOADING Redis is loading, STATUS",
        "-MASTERDOWN Link with MASTER is down, STATUS",
        "SSH-2.0-OpenSSH, PROTOCOL"
    })
    void redisIsNotReadyWhenItSaysSo(String answer, Failure failure) throws Exception {
        assertThat(failure(ask(Greetings::redis, says(bytes(answer + "\r\n"), 6))))
                .isEqualTo(failure);
    }

    @Test
    void aRedisAnswerWithoutEndIsCut() throws Exception {
        Answer answer =
                ask(
                        Greetings::redis,
                        s -> {
                            while (true) {
                                s.getOutputStream().write(new byte[4096]);
                            }
                        });

        assertThat(failure(answer)).isIn(Failure.PROTOCOL, Failure.CLOSED);
    }

    @Test
    void mysqlIsThereAndItsHandshakeIsEndedProperly() throws Exception {
        CompletableFuture<String> login = new CompletableFuture<>();
        Answer answer =
                ask(
                        Greetings::mysql,
                        s -> {
                            s.getOutputStream().write(packet(0, "\n8.0.36\0"));
                            login.complete(read(s));
                            s.getOutputStream().write(packet(2, "\u00fe" + "caching_sha2\0"));
                            read(s);
                            s.getOutputStream().write(packet(4, "\u00ff\u0015\u0004denied"));
                        });

        assertThat(answer).isEqualTo(Answer.good());
        assertThat(login.get(1, TimeUnit.SECONDS)).contains("varde").contains("mysql_native");
    }

    @Test
    void aFullMysqlIsNotWell() throws Exception {
        byte[] full = packet(0, "\u00ff\u0010\u0004Too many connections");

        Answer.Bad bad = (Answer.Bad) ask(Greetings::mysql, says(full, 0));

        assertThat(bad.failure()).isEqualTo(Failure.STATUS);
        assertThat(bad.status()).isEqualTo(1040);
        assertThat(bad.detail()).contains("Too many connections");
    }

    @Test
    void aMysqlThatKnowsNoAccountForThisHostLives() throws Exception {
        byte[] unknown = packet(0, "\u00ffj\u0004Host is not allowed");

        assertThat(ask(Greetings::mysql, says(unknown, 0))).isEqualTo(Answer.good());
    }

    @Test
    void anotherServerOnThePortIsNotMysql() throws Exception {
        assertThat(failure(ask(Greetings::mysql, says(bytes("SSH-2.0-OpenSSH\r\n"), 0))))
                .isIn(Failure.PROTOCOL, Failure.CLOSED);
        assertThat(failure(ask(Greetings::mysql, says(bytes("x"), 0)))).isEqualTo(Failure.CLOSED);
    }

    @Test
    void anOpenPortIsEnoughForTcp() throws Exception {
        assertThat(ask(_ -> Answer.good(), s -> s.getInputStream().read()))
                .isEqualTo(Answer.good());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5432, 127.0.0.1, 5432, true",
        "'[::1]:80', '::1', 80, true",
        "db.example.com:3306, db.example.com, 3306, false",
        "localhost:1, localhost, 1, true",
        "6379, 127.0.0.1, 6379, true"
    })
    void targetsAreTakenApart(String text, String host, int port, boolean local) {
        SocketQuestion.Target target = SocketQuestion.Target.parse(text);

        assertThat(target).isEqualTo(new SocketQuestion.Target(host, port));
        assertThat(target.local()).isEqualTo(local);
    }

    private static byte[] packet(int sequence, String payload) {
        byte[] body = bytes(payload);
        byte[] packet = new byte[4 + body.length];
        packet[0] = (byte) body.length;
        packet[3] = (byte) sequence;
        System.arraycopy(body, 0, packet, 4, body.length);
        return packet;
    }

    private static String read(Socket socket) throws Exception {
        byte[] head = socket.getInputStream().readNBytes(4);
        byte[] body = socket.getInputStream().readNBytes(head[0] & 0xff);
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
