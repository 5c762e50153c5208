package dev.varde.collector.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.Sighting;
import dev.varde.collector.ToolRun;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.RestartAction.RestartContainer;
import dev.varde.events.config.Configuration.RestartAction.RestartProgram;
import dev.varde.events.config.Configuration.RestartAction.RestartUnit;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeeperWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir private Path directory;
    private final List<Sighting> told = new ArrayList<>();
    private final List<List<String>> asked = new ArrayList<>();
    private String answer = "";

    private KeeperWatch watch(Service... services) {
        return new KeeperWatch("run", List.of(services), told::add, () -> NOON, this::answer);
    }

    private ToolRun.Answer answer(List<String> argv) {
        asked.add(argv);
        return new ToolRun.Answer(answer, answer.isEmpty() ? "no such daemon" : null);
    }

    private static Service service(String name, RestartAction action) {
        return new Service(
                new ServiceName(name), Map.of(), null, List.of(), List.of(), List.of(), action);
    }

    private List<UnitChanged> units() {
        return told.stream()
                .map(Sighting::fact)
                .filter(UnitChanged.class::isInstance)
                .map(UnitChanged.class::cast)
                .toList();
    }

    /// As Docker 28.2 answers, recorded for real containers.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    running,0,false,8478,0,always,0       | active     | running      | success
                    paused,0,false,8478,0,no,0            | active     | paused       | success
                    restarting,3,false,0,4,always,0       | activating | auto-restart | exit-code
                    exited,3,false,0,2,on-failure,2       | failed     | failed       | exit-code
                    exited,3,false,0,1,on-failure,2       | inactive   | dead         | success
                    exited,137,false,0,9,on-failure,0     | inactive   | dead         | success
                    exited,137,true,0,2,on-failure,2      | failed     | failed       | oom-kill
                    exited,139,false,0,0,no,0             | failed     | failed       | signal
                    exited,0,false,0,0,no,0               | inactive   | dead         | success
                    exited,143,false,0,0,unless-stopped,0 | inactive   | dead         | success
                    exited,3,false,0,0,,0                 | failed     | failed       | exit-code
                    created,0,false,0,0,no,0              | inactive   | created      | success
                    """)
    void whatAContainerDoesIsSaidAsAUnitManagerWould(
            String recorded, String active, String sub, String result) {
        String line = "/kontali\t" + recorded.strip().replace(',', '\t') + "\t0";

        UnitChanged said = Objects.requireNonNull(Containers.parse(line).get("kontali"));

        assertThat(List.of(said.active(), said.sub(), said.result()))
                .containsExactly(active, sub, result);
        assertThat(said.unit()).isEqualTo("container kontali");
    }

    @Test
    void countersLimitsAndPoliciesOfContainersAreTaken() {
        UnitChanged said =
                Objects.requireNonNull(
                        Containers.parse("a\trunning\t0\tfalse\t12\t3\tunless-stopped\t0\t67108864")
                                .get("a"));

        assertThat(said.restarts()).isEqualTo(3);
        assertThat(said.mainPid()).isEqualTo(12);
        assertThat(Objects.requireNonNull(said.guards()).restart()).isEqualTo("always");
        assertThat(said.guards().memoryMax()).isEqualTo(64L << 20);
        assertThat(Containers.parse("Error response from daemon: No such container: x\n\t\t\t"))
                .isEmpty();
    }

    /// As supervisorctl 4.2.5 answers, recorded for real programs.
    @Test
    void whatProgramsOfSupervisordDoIsSaidAsAUnitManagerWould() {
        Map<String, UnitChanged> said =
                Supervised.parse(
                        """
                        nope: ERROR (no such process)
                        web:good_00                      RUNNING   pid 9249, uptime 0:00:06
                        bad                              FATAL     Exited too quickly (process log may have details)
                        once                             EXITED    Nov 26 07:41 AM
                        off                              STOPPED   Not started
                        again                            BACKOFF   Exited too quickly (process log may have details)
                        soon                             STARTING
                        odd                              UNKNOWN
                        """);

        assertThat(said).containsOnlyKeys("web:good_00", "bad", "once", "off", "again", "soon");
        assertThat(Objects.requireNonNull(said.get("web:good_00")).mainPid()).isEqualTo(9249);
        assertThat(Objects.requireNonNull(said.get("bad")).result()).isEqualTo("start-limit-hit");
        assertThat(Objects.requireNonNull(said.get("once")).active()).isEqualTo("failed");
        assertThat(Objects.requireNonNull(said.get("off")).active()).isEqualTo("inactive");
        assertThat(Objects.requireNonNull(said.get("again")).sub()).isEqualTo("auto-restart");
    }

    @Test
    void oneCommandAsksForAllContainersAndOnlyWhatIsNewIsTold() throws Exception {
        KeeperWatch watch =
                watch(
                        service("a", new RestartContainer("one")),
                        service("b", new RestartContainer("two")),
                        service("c", new RestartUnit("c.service")));
        answer = "/one\trunning\t0\tfalse\t12\t0\tno\t0\t0\n";
        watch.look();
        watch.look();

        assertThat(asked).hasSize(2);
        assertThat(asked.getFirst()).contains("inspect", "--").endsWith("one", "two");
        assertThat(units()).hasSize(1);
    }

    @Test
    void nobodyIsAskedWhereNothingIsKept() throws Exception {
        watch(service("c", new RestartUnit("c.service"))).look();
        assertThat(asked).isEmpty();
    }

    @Test
    void aKeeperThatDoesNotAnswerIsABlindSpot() throws Exception {
        watch(service("a", new RestartProgram("one"))).look();
        assertThat(told)
                .extracting(Sighting::fact)
                .filteredOn(BlindSpot.class::isInstance)
                .singleElement()
                .asString()
                .contains("supervisord", "no such daemon");
    }

    @Test
    void supervisordItselfIsUnderstood() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/supervisord")), "left out: no supervisord");
        Path conf = supervisor();
        Process daemon =
                new ProcessBuilder("/usr/bin/supervisord", "-n", "-c", conf.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("printed").toFile())
                        .start();
        try {
            KeeperWatch watch =
                    new KeeperWatch(
                            "run",
                            List.of(
                                    service("good", new RestartProgram("good")),
                                    service("bad", new RestartProgram("bad"))),
                            told::add,
                            () -> NOON,
                            argv -> ask(argv, conf));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        watch.look();
                        return units().stream().anyMatch(u -> u.result().equals("start-limit-hit"))
                                && units().stream().anyMatch(u -> u.active().equals("active"));
                    });
        } finally {
            daemon.destroy();
            daemon.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static ToolRun.Answer ask(List<String> argv, Path conf) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("/usr/bin/supervisorctl", "-c", "" + conf));
        words.addAll(argv.subList(1, argv.size()));
        return ToolRun.run(words, Duration.ofSeconds(10));
    }

    private Path supervisor() throws IOException {
        return Files.writeString(
                directory.resolve("s.conf"),
                """
                [supervisord]
                logfile=%1$s/log
                pidfile=%1$s/pid
                [unix_http_server]
                file=%1$s/sock
                [supervisorctl]
                serverurl=unix://%1$s/sock
                [rpcinterface:supervisor]
                supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
                [program:good]
                command=sleep 1000
                [program:bad]
                command=sh -c 'exit 3'
                startretries=1
                """
                        .formatted(directory));
    }

    /// Any image will do that holds `sh` and `sleep`.
    @Test
    void dockerItselfIsUnderstood() throws Exception {
        String image = System.getenv("VARDE_TEST_IMAGE");
        assumeTrue(image != null, "left out: VARDE_TEST_IMAGE names no image with sh and sleep");
        String name = "varde-keeper-" + ProcessHandle.current().pid();
        docker(
                "run",
                "-d",
                "--name",
                name,
                "--network",
                "none",
                "--restart",
                "on-failure:1",
                image,
                "/bin/sh",
                "-c",
                "sleep 1; exit 3");
        try {
            KeeperWatch watch =
                    KeeperWatch.of(
                            "run",
                            List.of(service("a", new RestartContainer(name))),
                            told::add,
                            () -> NOON);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        watch.look();
                        return units().stream()
                                .anyMatch(u -> u.active().equals("failed") && u.restarts() == 1);
                    });
            assertThat(units()).extracting(UnitChanged::active).contains("active");
        } finally {
            docker("rm", "-f", name);
        }
    }

    private static void docker(String... words) throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        ToolRun.Answer answer = ToolRun.run(argv, Duration.ofSeconds(30));
        assertThat(answer.trouble()).isNull();
    }
}
