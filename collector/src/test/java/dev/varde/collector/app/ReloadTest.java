package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.collector.LogCapture;
import dev.varde.events.CollectorFact.ConfigurationRejected;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HostEvent;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ServiceName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A changed configuration in a collector that runs, with real processes, logs and a real broker.
class ReloadTest {
    private static final ServiceName KONTALI = new ServiceName("kontali");
    private static final ServiceName REDIS = new ServiceName("redis");

    @TempDir private static Path kafka;
    private static RealBroker broker;

    @TempDir private Path directory;
    private OneHost host;
    private Process kontali;
    private Process redis;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new RealBroker(kafka);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("kontali.log"), "start\n");
        Files.writeString(directory.resolve("redis.log"), "start\n");
        host = new OneHost(directory, broker, "services: [" + service("kontali") + "]\n");
        kontali = host.backend(directory.resolve("kontali.pid"));
        redis = host.backend(directory.resolve("redis.pid"));
        awaitFact(KONTALI, ProcessStarted.class);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    private String service(String name) {
        return "{name: %s, process: {pid-file: %s/%s.pid}, logs: [%s/%s.log]}"
                .formatted(name, directory, name, directory, name);
    }

    private <F extends Fact> List<F> facts(ServiceName service, Class<F> kind) {
        return host.heard().stream()
                .filter(e -> service.equals(e.service()))
                .map(HostEvent::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private <F extends Fact> List<F> facts(Class<F> kind) {
        return host.heard().stream()
                .map(HostEvent::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private <F extends Fact> F awaitFact(ServiceName service, Class<F> kind) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !facts(service, kind).isEmpty());
        return facts(service, kind).getLast();
    }

    private void append(String log, String line) throws Exception {
        Files.writeString(directory.resolve(log), line + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void aServiceThatIsAddedIsFoundAndTheOthersAreNotDisturbed() throws Exception {
        host.reload("services: [" + service("kontali") + ", " + service("redis") + "]\n");

        ProcessStarted started = awaitFact(REDIS, ProcessStarted.class);
        assertThat(started.process().pid()).isEqualTo((int) redis.pid());
        assertThat(started.adopted()).isTrue();
        ConfigurationTaken taken = facts(ConfigurationTaken.class).getFirst();
        assertThat(taken.changes()).containsExactly("service redis is new");
        assertThat(taken.services()).containsExactly(KONTALI, REDIS);
        assertThat(taken.checksum()).matches("[0-9a-f]{64}");
        assertThat(facts(REDIS, ServiceDeclared.class)).hasSize(1);

        append("redis.log", "ERROR of redis");
        kontali.destroyForcibly();
        redis.destroyForcibly();
        awaitFact(KONTALI, ProcessExited.class);
        awaitFact(REDIS, ProcessExited.class);
        awaitFact(REDIS, LogMatched.class);
        assertThat(facts(KONTALI, ProcessStarted.class)).hasSize(1);
        assertThat(facts(KONTALI, ProcessExited.class)).hasSize(1);
        assertThat(facts(KONTALI, ServiceDeclared.class)).hasSize(1);
    }

    @Test
    void aServiceThatIsTakenOutIsSilentFromThatEventOnAndItsDeathTellsNothing() throws Exception {
        host.reload("services: [" + service("redis") + "]\n");
        awaitFact(REDIS, ProcessStarted.class);
        kontali.destroyForcibly().waitFor();
        append("kontali.log", "ERROR of kontali");
        redis.destroyForcibly();
        awaitFact(REDIS, ProcessExited.class);

        List<HostEvent> heard = host.heard();
        int border = indexOf(heard, ConfigurationTaken.class);
        assertThat(heard.subList(border, heard.size())).noneMatch(e -> KONTALI.equals(e.service()));
        assertThat(facts(KONTALI, ProcessExited.class)).isEmpty();
    }

    private static int indexOf(List<HostEvent> heard, Class<? extends Fact> kind) {
        return heard.stream().map(HostEvent::fact).map(kind::isInstance).toList().indexOf(true);
    }

    @Test
    void aFileWithErrorsIsRefusedWithAllOfThemAndTheOldOneHolds() throws Exception {
        host.reload(
                """
                services:
                  - {name: kontali, process: {pid-file: x, port: 1}}
                mail: {host: smtp, from: no, password: hunter2, user: x}
                """);

        await().until(() -> !facts(ConfigurationRejected.class).isEmpty());
        ConfigurationRejected rejected = facts(ConfigurationRejected.class).getFirst();
        assertThat(rejected.problems())
                .hasSizeGreaterThan(2)
                .anyMatch(p -> p.contains("varde.yaml:4: services[0].process"))
                .anyMatch(p -> p.contains("varde.yaml:5: mail"));
        assertThat(rejected.toString()).doesNotContain("hunter2");
        kontali.destroyForcibly();
        awaitFact(KONTALI, ProcessExited.class);

        host.reload("services: [" + service("kontali") + "]\n");
        await().until(() -> !facts(ConfigurationTaken.class).isEmpty());
        assertThat(facts(ConfigurationTaken.class).getFirst().changes()).isEmpty();
        assertThat(facts(KONTALI, ProcessStarted.class)).hasSize(1);
    }

    @Test
    void whatCannotChangeWhileItRunsIsRefusedWithThatSentence() throws Exception {
        host.write("host: {name: web-2}\nkafka: {bootstrap-servers: \"127.0.0.1:1\"}\n");
        host.reload();

        await().until(() -> !facts(ConfigurationRejected.class).isEmpty());
        assertThat(facts(ConfigurationRejected.class).getFirst().problems())
                .hasSize(2)
                .allMatch(p -> p.contains("cannot change while the collector runs"))
                .anyMatch(p -> p.contains("host.name"))
                .anyMatch(p -> p.contains("kafka"));
        assertThat(host.heard()).allMatch(e -> e.host().equals(OneHost.WEB_1));
    }

    @Test
    void whatIsRedactedAnewIsHiddenInEventsOnDiskAndInTheLog() throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> kept().contains("sleep 600"));
        try (LogCapture log = new LogCapture()) {
            host.reload(
                    "redact: {patterns: [{name: a, regex: 'sleep (\\d+)'}, {name: b, regex: 'redis-(\\d+)'}]}\n"
                            + "services: [%s, {name: redis-4711, process: {port: 1}}]\n"
                                    .formatted(service("kontali")));

            append("kontali.log", "ERROR cannot sleep 600");
            assertThat(awaitFact(KONTALI, LogMatched.class).lines())
                    .containsExactly("ERROR cannot sleep ***");
            await().atMost(Duration.ofSeconds(20)).until(() -> kept().contains("sleep ***"));
            assertThat(log.text()).contains("what is redacted", "redis-***").doesNotContain("4711");
            assertThat(facts(ConfigurationTaken.class).getFirst().changes())
                    .containsExactly("what is redacted", "service redis-*** is new");
        }
    }

    /// What the collector keeps of the processes.
    private String kept() throws Exception {
        Path file = directory.resolve("data/processes.json");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Test
    void whereItShowsItselfCannotChangeWhileItRuns() throws Exception {
        host.write(
                "host: {name: web-1, http: \"127.0.0.1:1\"}\nkafka: {bootstrap-servers: \"%s\"}\n"
                        .formatted(broker.address()));
        host.reload();

        await().until(() -> !facts(ConfigurationRejected.class).isEmpty());
        assertThat(facts(ConfigurationRejected.class).getFirst().problems())
                .singleElement()
                .asString()
                .contains("host.http: this cannot change while the collector runs. Restart it")
                .contains("or write 127.0.0.1:8601 again");
    }

    @Test
    void aFileThatIsGoneIsRefusedToo() throws Exception {
        Files.delete(directory.resolve("varde.yaml"));
        host.reload();

        await().until(() -> !facts(ConfigurationRejected.class).isEmpty());
        assertThat(facts(ConfigurationRejected.class).getFirst().checksum()).isNull();
    }

    @Test
    void aChangedCheckBeginsAnewAndTheOthersKeepTheirStreaks() throws Exception {
        try (ServerSocket answering = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String one = "{tcp: \"127.0.0.1:" + answering.getLocalPort() + "\"}";
            String two = "{tcp: \"localhost:" + answering.getLocalPort() + "\"}";
            host.reload(checked("[" + one + "]"));
            awaitFact(REDIS, CheckPassed.class);

            host.reload(checked("[" + one + ", " + two + "]"));
            await().until(() -> facts(REDIS, CheckPassed.class).size() > 1);

            assertThat(facts(REDIS, CheckPassed.class))
                    .extracting(CheckPassed::check)
                    .containsExactly("tcp", "tcp-2");
            assertThat(facts(REDIS, ServiceDeclared.class)).hasSize(2);
        }
    }

    private String checked(String checks) {
        return "services: [" + service("kontali") + ", {name: redis, health: " + checks + "}]\n";
    }

    @Test
    void otherWordsForTheSameProcessAreNoDeathAndNoStart() throws Exception {
        Files.copy(directory.resolve("kontali.pid"), directory.resolve("other.pid"));
        host.reload(
                "services: [{name: kontali, process: {pid-file: %s/other.pid}}]\n"
                        .formatted(directory));
        await().until(() -> !facts(ConfigurationTaken.class).isEmpty());
        kontali.destroyForcibly();

        ProcessExited exited = awaitFact(KONTALI, ProcessExited.class);
        assertThat(exited.process().pid()).isEqualTo((int) kontali.pid());
        assertThat(
                        facts(KONTALI, ProcessStarted.class).stream()
                                .filter(s -> s.process().pid() == kontali.pid()))
                .hasSize(1);
    }

    @Test
    void aLogThatStaysAmongOthersGoesOnWhereItWas() throws Exception {
        append("kontali.log", "ERROR one");
        awaitFact(KONTALI, LogMatched.class);
        append("redis.log", "ERROR before it was named");
        append("kontali.log", "ERROR two");
        host.reload(
                "services: [{name: kontali, process: {pid-file: %s/kontali.pid}, logs: [%s/kontali.log, %s/redis.log]}]\n"
                        .formatted(directory, directory, directory));
        append("redis.log", "ERROR after it was named");
        append("kontali.log", "ERROR three");

        await().until(() ->
                lines().contains("ERROR three") && lines().contains("ERROR after it was named"));
        assertThat(lines().stream().distinct())
                .containsExactlyInAnyOrder(
                        "ERROR one", "ERROR two", "ERROR three", "ERROR after it was named");
    }

    private List<String> lines() {
        return facts(KONTALI, LogMatched.class).stream().flatMap(m -> m.lines().stream()).toList();
    }
}
