package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.varde.collector.LogCapture;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.OwnPattern;
import dev.varde.events.config.Configuration.ProcessMatch.ByPidFile;
import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.config.Configuration.RestartAction.RunCommand;
import dev.varde.events.pattern.SafePattern;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole collector with a real broker, a real process and real checks, and a secret in every
/// place where one may stand.
class SecretsStayTest {
    private static final SigningKey ORDER_KEY = SigningKey.make();
    private static final HostName WEB_1 = new HostName("web-1");
    private static final ServiceName KONTALI = new ServiceName("kontali-backend");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What must be found nowhere. Every secret that is planted has one of these in it.
    private static final List<String> SECRETS =
            List.of(
                    "Tr0ll", // in all that are made up below
                    "TR0LL",
                    "01010112377", // a national identity number
                    "4111111111111111", // a card
                    "4111 1111",
                    "MIIEtroll"); // a private key

    private static final String KEY =
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEtroll1\nMIIEtroll2\n-----END RSA PRIVATE KEY-----\n";

    @TempDir private Path directory;
    private final ExecutorTicker ticker = new ExecutorTicker();
    private final LogCapture log = new LogCapture();
    private RealBroker broker;
    private HttpServer web;
    private Path data;
    private Path appLog;
    private Path pidFile;

    @BeforeEach
    void start() throws Exception {
        broker = new RealBroker(directory.resolve("kafka"));
        data = directory.resolve("data");
        appLog = directory.resolve("app.log");
        pidFile = directory.resolve("app.pid");
        Files.writeString(appLog, "start\n");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            "login failed, password=Tr0llBody".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Set-Cookie", "sid=Tr0llCookie");
                    exchange.sendResponseHeaders(503, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        web.start();
    }

    @AfterEach
    void stop() {
        log.close();
        ticker.close();
        web.stop(0);
        broker.close();
    }

    private Check check(String name, CheckKind kind, String target, String... argv) {
        Duration second = Duration.ofSeconds(1);
        return new Check(name, kind, target, List.of(argv), second, second, 1);
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private Configuration configuration() throws IOException {
        String script = "echo connect to amqp://u:Tr0llCmd@mq failed; exit 3";
        Configuration.Service service =
                new Configuration.Service(
                        KONTALI,
                        Map.of(),
                        new ByPidFile(pidFile),
                        List.of(
                                check(
                                        "http",
                                        CheckKind.HTTP,
                                        "http://127.0.0.1:"
                                                + web.getAddress().getPort()
                                                + "/health?token=Tr0llQuery"),
                                check(
                                        "http-2",
                                        CheckKind.HTTP,
                                        "http://" + nobody() + "/?api_key=Tr0llClosed"),
                                check(
                                        "command",
                                        CheckKind.COMMAND,
                                        "sh -c " + script + " --password Tr0llArgv",
                                        "sh",
                                        "-c",
                                        script,
                                        "--password",
                                        "Tr0llArgv"),
                                check(
                                        "command-2",
                                        CheckKind.COMMAND,
                                        "/no/such/program --token=Tr0llMissing",
                                        "/no/such/program",
                                        "--token=Tr0llMissing")),
                        List.of(appLog.toString(), directory + "/secret=Tr0llPath/app.log"),
                        List.of(),
                        new RunCommand(
                                List.of(
                                        "sh",
                                        "-c",
                                        "echo PGPASSWORD=Tr0llOrder; echo Authorization: Bearer"
                                                + " Tr0llBearer12; env; exit 4")));
        return new Configuration(
                new Configuration.Host(WEB_1, Map.of()),
                null,
                List.of(service),
                new Configuration.RedFlags(0, 1, false),
                null,
                List.of(),
                List.of(),
                new Configuration.Restarts(
                        List.of(), 3, Duration.ofMinutes(10), 10, 0.2, Duration.ofSeconds(30)),
                new Redaction(List.of(own("kunde-(\\w+)")), List.of(), true, true));
    }

    private static OwnPattern own(String regex) {
        return switch (SafePattern.compile(regex)) {
            case SafePattern.Compiled.Usable(SafePattern pattern) -> new OwnPattern("own", pattern);
            case SafePattern.Compiled.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    /// With secrets in its arguments and in its environment.
    private Process backend() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo $$ > " + pidFile + "; while :; do sleep 1; done",
                        "backend",
                        "--password",
                        "two words of Tr0llArgument",
                        "--db-password=two words of Tr0llArgument",
                        "--dsn=postgres://app:Tr0llDsn@127.0.0.1/x",
                        "mysql -uroot -pTr0llMysql",
                        "kunde-Tr0llOwn",
                        "01010112377");
        builder.environment().put("API_TOKEN", "Tr0llEnvironment");
        return builder.start();
    }

    private void append(String text) throws IOException {
        Files.writeString(appLog, text, StandardOpenOption.APPEND);
    }

    private void writeSecretsIntoTheLog() throws IOException {
        append("ERROR password=Tr0llLog host=db\n");
        append("ERROR cannot reach postgres://app:Tr0llUrl@db:5432/x and redis://:Tr0llRedis@c\n");
        append("ERROR {\"user\":\"a\",\"client_secret\":\"Tr0llJson\"}\n");
        append("ERROR key AKIATR0LL00000000000 ghp_Tr0ll0123456789abcdefghijkl refused\n");
        append("ERROR GET /x Authorization: Basic VHIwbGw6VHIwbGw=Tr0ll\n");
        append("ERROR Server=db;Uid=a;Pwd=Tr0llPwd;sslpassword=Tr0llSsl\n");
        append("ERROR customer 010101 12377 paid with 4111 1111 1111 1111 or 4111111111111111\n");
        append("ERROR kunde-Tr0llOwn is angry\n");
        append("ERROR " + "x".repeat(4_060) + " mysql://root:Tr0ll" + "a".repeat(300) + "@h/x\n");
        append("Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n");
        append("    connect(password='Tr0llTrace')\nValueError: token=Tr0llTrace\n");
        append("ERROR bad key:\n" + KEY + "ERROR after the key\n");
        append("last words, Cookie: sid=Tr0llCookie\n");
    }

    @Test
    void noSecretReachesTheBrokerTheDiskOrTheLog() throws Exception {
        Process process = backend();
        await().until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        try (Collector collector =
                Collector.start(
                        configuration(),
                        broker.address(),
                        data,
                        ticker,
                        TrustedKeys.of(ORDER_KEY.trusted()))) {
            await().atMost(PATIENCE).until(collector::ready);
            await().atMost(PATIENCE).until(() -> !facts(ProcessStarted.class).isEmpty());
            assertThat(data.resolve("processes.json")).isNotEmptyFile();
            assertNoSecretOnDisk();

            broker.goAway();
            writeSecretsIntoTheLog();
            await().atMost(PATIENCE).until(() -> !spoolText().isEmpty());
            process.destroyForcibly().waitFor();
            await().atMost(PATIENCE).until(() -> spoolText().contains("process.exited"));
            assertNoSecretOnDisk();

            broker.comeBack();
            order();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        assertThat(facts(ProcessExited.class)).isNotEmpty();
                        assertThat(facts(OrderCarriedOut.class)).isNotEmpty();
                        assertThat(facts(CheckFailed.class)).hasSizeGreaterThanOrEqualTo(4);
                        assertThat(facts(LogMatched.class)).hasSizeGreaterThan(8);
                    });
        } finally {
            process.destroyForcibly();
        }

        assertThat(data.resolve("orders")).isDirectoryContaining("glob:**.out");
        assertNoSecretOnDisk();
        assertThat(log.text()).doesNotContain(SECRETS).contains("watching 1 services");
        for (String topic : List.of(Topics.EVENTS, Topics.DEAD_LETTERS)) {
            for (ConsumerRecord<byte[], byte[]> record : all(topic)) {
                assertThat(text(record)).doesNotContain(SECRETS);
            }
        }
        ProcessExited exited = facts(ProcessExited.class).getFirst();
        assertThat(exited.command()).contains("--password '***'", "app:***@127.0.0.1", "kunde-***");
        assertThat(exited.lastLines().getLast().lines())
                .contains("ERROR after the key", "last words, Cookie: ***");
        assertThat(facts(OrderCarriedOut.class).getFirst().output())
                .contains("PGPASSWORD=***", "PATH=");
    }

    private void order() throws Exception {
        Instant now = Instant.now();
        RestartOrder order =
                new RestartOrder(
                        new OrderId("o1"),
                        WEB_1,
                        KONTALI,
                        null,
                        1,
                        now,
                        now.plusSeconds(60),
                        "varde");
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.address()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new Records(new Codec(), ORDER_KEY::sign).order(order)).get();
        }
    }

    private void assertNoSecretOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRETS);
            }
        }
    }

    private String spoolText() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".spool")).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private <F extends Fact> List<F> facts(Class<F> kind) {
        return all(Topics.EVENTS).stream()
                .map(SecretsStayTest::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Fact fact(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Codec().readEvent(record.value()).fact();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        text.append(new String(record.value(), StandardCharsets.UTF_8));
        record.headers()
                .forEach(h ->
                        text.append(new String(h.value(), StandardCharsets.UTF_8)).append(' '));
        return text.toString();
    }

    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.address()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
