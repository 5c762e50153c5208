package dev.varde.collector.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.Failure;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TalksTest {
    private final Asked asked = new Asked();

    @AfterEach
    void end() {
        asked.close();
    }

    private Answer ask(Function<Place, Talk> talk, Server.Manner manner) throws Exception {
        try (Server server = new Server(manner)) {
            return asked.ask(talk.apply(new Place("127.0.0.1", server.port())));
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

    /// A message of the PostgreSQL protocol.
    private static byte[] postgres(char type, String body) {
        byte[] text = bytes(body);
        return java.nio.ByteBuffer.allocate(5 + text.length)
                .put((byte) type)
                .putInt(4 + text.length)
                .put(text)
                .array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0", "\0\0\0\5salt", "\0\0\0\12SCRAM-SHA-256\0\0"})
    void postgresIsThereWhenItLetsInOrAsksForAPassword(String request) throws Exception {
        assertThat(ask(PostgresTalk::new, says(postgres('R', request), 8)))
                .isEqualTo(Answer.good());
    }

    @ParameterizedTest
    @CsvSource({
        "57P03, the database system is starting up, false",
        "57P01, terminating connection due to administrator command, false",
        "53300, 'sorry, too many clients already', false",
        "28000, no pg_hba.conf entry for host, true",
        "3D000, database varde does not exist, true"
    })
    void whatPostgresRefusesSaysWhetherItIsWell(String state, String text, boolean well)
            throws Exception {
        byte[] error = postgres('E', "SFATAL\0VFATAL\0C" + state + "\0M" + text + "\0\0");

        Answer answer = ask(PostgresTalk::new, says(error, 8));

        assertThat(answer)
                .isEqualTo(well ? Answer.good() : Answer.bad(Failure.STATUS, state + " " + text));
    }

    @Test
    void aPostgresThatLogsWhoItRefusesIsAskedSoftlyUntilThereIsDoubt() throws Exception {
        byte[] refused = postgres('E', "SFATAL\0C28000\0Mno entry\0\0");
        List<Integer> asked = new CopyOnWriteArrayList<>();
        try (Server server =
                new Server(s -> {
                    int length = s.getInputStream().readNBytes(4)[3];
                    asked.add(length);
                    s.getInputStream().readNBytes(length - 4);
                    s.getOutputStream().write(length == 8 ? bytes("N") : refused);
                })) {
            PostgresTalk talk = new PostgresTalk(new Place("127.0.0.1", server.port()));

            for (boolean doubted : new boolean[] {true, false, false, true}) {
                assertThat(this.asked.ask(talk, doubted)).isEqualTo(Answer.good());
            }
        }

        assertThat(asked.get(0)).isEqualTo(asked.get(3)).isGreaterThan(8);
        assertThat(asked.subList(1, 3)).containsExactly(8, 8);
    }

    @Test
    void anotherServerOnThePortIsNotPostgres() throws Exception {
        assertThat(failure(ask(PostgresTalk::new, says(bytes("HTTP/1.1 400"), 8))))
                .isEqualTo(Failure.PROTOCOL);
        assertThat(failure(ask(PostgresTalk::new, says(bytes("R\177\177\177\177xxxx"), 8))))
                .isEqualTo(Failure.PROTOCOL);
        assertThat(failure(ask(PostgresTalk::new, says(bytes(""), 8)))).isEqualTo(Failure.CLOSED);
        assertThat(failure(ask(PostgresTalk::new, _ -> Thread.sleep(60_000))))
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
        assertThat(ask(RedisTalk::new, says(bytes(answer), 6))).isEqualTo(Answer.good());
    }

    @ParameterizedTest
    @CsvSource({
        "-LOADING Redis is loading, STATUS",
        "-ERR max number of clients reached, STATUS",
        "-MASTERDOWN Link with MASTER is down, STATUS",
        "SSH-2.0-OpenSSH, PROTOCOL"
    })
    void redisIsNotReadyWhenItSaysSo(String answer, Failure failure) throws Exception {
        assertThat(failure(ask(RedisTalk::new, says(bytes(answer + "\r\n"), 6))))
                .isEqualTo(failure);
    }

    @Test
    void aRedisAnswerWithoutEndIsCut() throws Exception {
        Answer answer =
                ask(
                        RedisTalk::new,
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
                        MysqlTalk::new,
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

        Answer.Bad bad = (Answer.Bad) ask(MysqlTalk::new, says(full, 0));

        assertThat(bad.failure()).isEqualTo(Failure.STATUS);
        assertThat(bad.status()).isEqualTo(1040);
        assertThat(bad.detail()).contains("Too many connections");
    }

    @Test
    void aMysqlThatKnowsNoAccountForThisHostLives() throws Exception {
        byte[] unknown = packet(0, "\u00ffj\u0004Host is not allowed");

        assertThat(ask(MysqlTalk::new, says(unknown, 0))).isEqualTo(Answer.good());
    }

    @Test
    void anotherServerOnThePortIsNotMysql() throws Exception {
        assertThat(failure(ask(MysqlTalk::new, says(bytes("SSH-2.0-OpenSSH\r\n"), 0))))
                .isIn(Failure.PROTOCOL, Failure.CLOSED);
        assertThat(failure(ask(MysqlTalk::new, says(bytes("x"), 0)))).isEqualTo(Failure.CLOSED);
    }

    /// An OP_MSG with one document.
    private static byte[] mongo(String fields) {
        byte[] inner = bytes(fields);
        int length = 16 + 5 + 4 + inner.length + 1;
        return java.nio.ByteBuffer.allocate(length)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(7)
                .putInt(1)
                .putInt(2013)
                .putInt(0)
                .put((byte) 0)
                .putInt(4 + inner.length + 1)
                .put(inner)
                .put((byte) 0)
                .array();
    }

    private static final String OK = "\1ok\0\0\0\0\0\0\0\360\77";
    private static final String TOPOLOGY =
            "\3topologyVersion\0\5\0\0\0\0\7id\0" + "abcdefghijkl" + "\11t\0" + "12345678";

    @ParameterizedTest
    @ValueSource(strings = {"\10isWritablePrimary\0\1", "\10secondary\0\1", "\10arbiterOnly\0\1"})
    void mongoDbIsThereWhenItServes(String role) throws Exception {
        CompletableFuture<String> request = new CompletableFuture<>();

        Answer answer =
                ask(
                        MongoTalk::new,
                        s -> {
                            byte[] head = s.getInputStream().readNBytes(52);
                            request.complete(new String(head, StandardCharsets.ISO_8859_1));
                            s.getOutputStream().write(mongo(TOPOLOGY + role + OK));
                        });

        assertThat(answer).isEqualTo(Answer.good());
        assertThat(request.get(1, TimeUnit.SECONDS)).contains("hello").contains("$db").hasSize(52);
    }

    @Test
    void aMongoDbThatServesNobodySaysWhy() throws Exception {
        String error = "\1ok\0\0\0\0\0\0\0\0\0\2errmsg\0\5\0\0\0stop\0\20code\0";

        assertThat(ask(MongoTalk::new, says(mongo("\10secondary\0\0" + OK), 52)))
                .isEqualTo(Answer.bad(Failure.STATUS, "neither primary nor secondary"));
        assertThat(ask(MongoTalk::new, says(mongo(error + "\133\0\0\0"), 52)))
                .isEqualTo(new Answer.Bad(Failure.STATUS, 91, "stop"));
        assertThat(ask(MongoTalk::new, says(mongo(error + "\15\0\0\0"), 52)))
                .isEqualTo(Answer.good());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\377\377\377\177aaaabbbb\335\7\0\0",
                "\0\0\0\0aaaabbbb\335\7\0\0"
            })
    void anotherServerOnThePortIsNotMongoDb(String answer) throws Exception {
        assertThat(failure(ask(MongoTalk::new, says(bytes(answer), 52))))
                .isEqualTo(Failure.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\2errmsg\0\377\377\377\177x",
                "\2errmsg\0\0\0\0\0x",
                "\3a\0\377\377\377\377",
                "\177a\0",
                "\1ok"
            })
    void aMongoDbDocumentThatLiesAboutItselfIsNone(String fields) throws Exception {
        assertThat(failure(ask(MongoTalk::new, says(mongo(fields), 52))))
                .isEqualTo(Failure.PROTOCOL);
    }

    @Test
    void anOpenPortIsEnoughForTcp() throws Exception {
        assertThat(ask(TcpTalk::new, s -> s.getInputStream().read())).isEqualTo(Answer.good());
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
        Place target = Place.parse(text);

        assertThat(target).isEqualTo(new Place(host, port));
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
