package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.standalone.broker.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Real backends fail in real ways under one running `varde up`; each time the right cause arrives
/// as mail and webhook, and the backend is back where a restart helps.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
    private static final Path CGROUPS_V1 = Path.of("/sys/fs/cgroup/memory");

    @TempDir static Path directory;
    private World world;
    private VardeProcess varde;
    private Backend killed;
    private Backend signed;
    private Backend traceback;
    private Backend hanging;
    private Backend robbed;
    private Backend lonely;
    private Backend stopped;
    private Backend looping;
    private Backend hostile;
    private Backend noisy;
    private Optional<Backend> hungry;
    private int databasePort;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(python(), "left out: python3 is missing, the backends are written in it");
        world = new World(directory);
        databasePort = FreePorts.find(1)[0];
        killed = world.backend("victim");
        signed = world.backend("signed");
        traceback = world.backend("traceback");
        hanging = world.backend("hanging");
        robbed = world.backend("robbed");
        lonely = world.backend("lonely", databasePort, null);
        stopped = world.backend("stopped");
        looping = world.backend("looping");
        hostile = world.backend("hostile");
        noisy = world.backend("noisy");
        Optional<Path> cage = cage();
        hungry =
                cage.isPresent()
                        ? Optional.of(world.backend("hungry", null, cage.get()))
                        : Optional.empty();
        for (Backend backend :
                List.of(
                        killed, signed, traceback, hanging, robbed, stopped, looping, hostile,
                        noisy)) {
            backend.start();
        }
        if (hungry.isPresent()) {
            hungry.get().start();
        }
        Path file = world.configuration(null);
        varde =
                VardeProcess.start(
                                directory.resolve("varde.out"),
                                "up",
                                "-c",
                                file.toString(),
                                "--data",
                                directory.resolve("data").toString(),
                                "--port",
                                "0")
                        .ready();
    }

    @AfterAll
    void stop() throws Exception {
        if (varde != null) {
            varde.close();
        }
        if (world != null) {
            world.close();
        }
        removeCage();
    }

    /// The kernel refuses to remove a group until its killed processes are gone from it.
    private static void removeCage() {
        Path group = CGROUPS_V1.resolve("varde-test-" + ProcessHandle.current().pid());
        Awaitility.await(group + " is removed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> group.toFile().delete() || !Files.exists(group));
    }

    @Test
    void aKilledBackendIsToldAndBroughtBack() throws Exception {
        killed.awaitHealthy();
        long before = killed.pid();

        killed.signal("KILL");

        var opened = opened(killed);
        assertThat(opened.cause()).isEqualTo("killed-by-signal");
        assertThat(opened.incident().path("summary").asText())
                .contains("victim on web-1", "9 (KILL)");
        resolved(killed);
        assertThat(killed.healthy()).isTrue();
        assertThat(killed.pid()).isNotEqualTo(before);
        mailed(killed, "resolved");
        assertThat(world.mailsAbout("victim").getFirst().getSubject()).contains("victim on web-1");
    }

    @Test
    void webhooksAreSignedOverTheirBytes() throws Exception {
        signed.awaitHealthy().signal("KILL");
        var hook = opened(signed);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(World.SECRET.substring("whsec_".length())),
                        "HmacSHA256"));

        String expected =
                "v1,"
                        + Base64.getEncoder()
                                .encodeToString(
                                        mac.doFinal(
                                                (hook.id()
                                                                + "."
                                                                + hook.timestamp()
                                                                + "."
                                                                + hook.body())
                                                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(hook.signature()).isEqualTo(expected);
    }

    @Test
    void aTracebackIsAnUnhandledExceptionWithItsLines() throws Exception {
        traceback.awaitHealthy();

        traceback.crash("exception");

        var hook = caused(traceback, "unhandled-exception");
        assertThat(hook.incident().path("summary").asText()).contains("ValueError");
        assertThat(hook.incident().path("evidence").toString())
                .contains("order 4711 has no customer");
        resolved(traceback);
    }

    @Test
    void aKernelKillUnderALimitIsTheLimit() throws Exception {
        assumeTrue(hungry.isPresent(), "left out: only root may make a memory control group here");
        Backend backend = hungry.orElseThrow().awaitHealthy();

        backend.crash("memory");

        var hook =
                world.hooks.await(
                        "hungry: certainly the limit",
                        h ->
                                h.about("hungry")
                                        && h.cause().equals("memory-limit")
                                        && h.incident()
                                                .path("confidence")
                                                .asText()
                                                .equals("certain"));
        assertThat(hook.incident().path("evidence").toString())
                .contains("Memory cgroup out of memory");
        resolved(backend);
    }

    @Test
    void aHangIsSeenAndEnded() throws Exception {
        hanging.awaitHealthy();
        long before = hanging.pid();

        hanging.crash("hang");

        caused(hanging, "hang");
        var over = resolved(hanging);
        assertThat(hanging.pid()).isNotEqualTo(before);
        assertThat(over.incident().path("evidence").toString())
                .as("what its threads did was written down before it was ended")
                .contains("threads of process " + before + ", by ");
    }

    @Test
    void aTakenPortIsNotRestartedAgainstAndToldOnce() throws Exception {
        robbed.awaitHealthy();
        robbed.signal("STOP");
        // The thief waits in line for the port and gets it before any new backend can.
        Process thief = thief(robbed.port);
        robbed.signal("KILL");

        try {
            caused(robbed, "port-in-use");
            world.hooks.await(
                    "robbed: gave up",
                    h -> h.about("robbed") && h.type().equals("incident.gave-up"));
        } finally {
            thief.destroyForcibly().waitFor();
        }
        robbed.start().awaitHealthy();
        resolved(robbed);
        assertThat(count(robbed, "incident.gave-up")).isEqualTo(1);
        assertThat(count(robbed, "incident.opened")).isEqualTo(1);
    }

    @Test
    void aRefusedDatabaseIsTheCause() throws Exception {
        lonely.start();

        var hook = caused(lonely, "database-unreachable");

        assertThat(hook.incident().path("evidence").toString()).contains("refused");
        try (ServerSocket database =
                new ServerSocket(databasePort, 50, InetAddress.getLoopbackAddress())) {
            lonely.start().awaitHealthy();
            resolved(lonely);
            assertThat(database.isBound()).isTrue();
        }
    }

    @Test
    void aPlannedStopIsNoIncident() throws Exception {
        stopped.awaitHealthy();
        stopped.signal("TERM");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !stopped.healthy());

        // A later death on the same host is told; whatever was known of the stop came before it.
        hostile.awaitHealthy();
        hostile.say("ERROR <script>alert(1)</script> \u001b[31m\u202Eevil");
        hostile.crash("exception");
        caused(hostile, "unhandled-exception");
        resolved(hostile);

        assertThat(world.hooks.about("stopped")).isEmpty();
        assertThat(world.mailsAbout("stopped")).isEmpty();
    }

    @Test
    void aCrashLoopUsesUpItsRestartsAndGivesUpOnce() throws Exception {
        looping.awaitHealthy();
        Files.writeString(
                looping.restartScript().resolveSibling("backend.py"),
                "import sys\nprint('ERROR cannot read settings', flush=True)\nsys.exit(3)\n");

        looping.signal("KILL");

        var gaveUp =
                world.hooks.await(
                        "looping: gave up",
                        h -> h.about("looping") && h.type().equals("incident.gave-up"));
        assertThat(gaveUp.incident().path("restarts")).hasSize(3);
        assertThat(gaveUp.incident().path("occurrences").asInt()).isGreaterThan(1);
        mailed(looping, "gave-up");
        assertThat(count(looping, "incident.opened")).isEqualTo(1);
        assertThat(count(looping, "incident.gave-up")).isEqualTo(1);
    }

    @Test
    void aLogOfNonsenseHarmsNothing() throws Exception {
        noisy.awaitHealthy();
        byte[] line = new byte[10 << 20];
        Arrays.fill(line, (byte) 'x');
        try (var log = Files.newOutputStream(noisy.log(), StandardOpenOption.APPEND)) {
            log.write(line);
            log.write(new byte[] {'\n', 0, 0, 'E', 'R', 'R', 'O', 'R', 0, '\n'});
            log.write(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, '(', '\n'});
        }

        noisy.crash("exception");

        var hook = caused(noisy, "unhandled-exception");
        assertThat(hook.incident().path("evidence").toString())
                .contains("order 4711 has no customer");
        assertThat(hook.body().length()).isLessThan(200_000);
        resolved(noisy);
    }

    @Test
    void aTestMessageGoesTheRealWay() throws Exception {
        try (VardeProcess hook = notifyTest("hook");
                VardeProcess ops = notifyTest("ops")) {
            assertThat(hook.exitStatus()).as(hook.printed()).isZero();
            assertThat(hook.printed()).contains("hook: delivered by webhook");
            assertThat(ops.exitStatus()).as(ops.printed()).isZero();
            assertThat(ops.printed()).contains("ops: delivered by mail");
        }
        assertThat(world.hooks.all()).anyMatch(h -> h.type().equals("test"));
    }

    private VardeProcess notifyTest(String receiver) throws IOException {
        return VardeProcess.start(
                directory.resolve("notify-test-" + receiver + ".out"),
                "notify-test",
                receiver,
                "-c",
                directory.resolve("varde.yaml").toString(),
                "--data",
                directory.resolve("data").toString());
    }

    private HookReceiver.Hook opened(Backend backend) {
        return world.hooks.await(
                backend.name + ": opened",
                h -> h.about(backend.name) && h.type().equals("incident.opened"));
    }

    private HookReceiver.Hook caused(Backend backend, String cause) {
        return world.hooks.await(
                backend.name + ": " + cause, h -> h.about(backend.name) && h.cause().equals(cause));
    }

    private HookReceiver.Hook resolved(Backend backend) {
        try {
            return world.hooks.await(
                    backend.name + ": resolved",
                    h -> h.about(backend.name) && h.type().equals("incident.resolved"));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(backend.condition(), e);
        }
    }

    private void mailed(Backend backend, String state) {
        Awaitility.await("mail about " + backend.name + ": " + state)
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        world.mailsAbout(backend.name).stream()
                                .anyMatch(m -> state(m).equals(state)));
    }

    private static String state(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getHeader("X-Varde-State", null);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(Backend backend, String type) {
        return world.hooks.about(backend.name).stream()
                .filter(h -> h.type().equals(type))
                .map(HookReceiver.Hook::id)
                .distinct()
                .count();
    }

    private Process thief(int port) throws IOException {
        Path program = directory.resolve("thief.py");
        Files.writeString(
                program,
                """
                import socket, sys, time
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                while True:
                    try:
                        s.bind(("127.0.0.1", int(sys.argv[1])))
                        break
                    except OSError:
                        time.sleep(0.001)
                s.listen()
                print("got it", flush=True)
                while True:
                    s.accept()
                """);
        return new ProcessBuilder("python3", program.toString(), Integer.toString(port)).start();
    }

    private static boolean python() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v python3")
                .redirectErrorStream(true)
                .start()
                .waitFor(10, TimeUnit.SECONDS);
    }

    /// A control group of 48 MB, where this user may make one.
    private static Optional<Path> cage() {
        Path group = CGROUPS_V1.resolve("varde-test-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve("memory.limit_in_bytes"), "50331648");
            return Optional.of(group.resolve("cgroup.procs"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
