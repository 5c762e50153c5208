package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Server;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    /// Two seconds, and what the kernel's clock ticks leave of them.
    private static final Duration ALMOST_SETTLED = Duration.ofMillis(1_900);

    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
    }

    @AfterEach
    void end() throws Exception {
        w.close();
    }

    private ProcessStarted started(int pid) {
        return w.seen.await(ProcessStarted.class, s -> s.process().pid() == pid);
    }

    @Test
    void aPidFileNamesTheProcess() throws Exception {
        Path file = folder.resolve("app.pid");
        int pid = w.strangers.start("exec sleep 100");
        Files.writeString(file, pid + "\n");

        w.watch(new ProcessMatch.ByPidFile(file));

        assertThat(started(pid).role()).isEqualTo(Role.MAIN);
    }

    @Test
    void aPidFileFromBeforeTheProcessIsLeftOver() throws Exception {
        Path file = folder.resolve("app.pid");
        int pid = w.strangers.start("exec sleep 100");
        Files.writeString(file, pid + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        w.watch(new ProcessMatch.ByPidFile(file));

        assertThat(w.seen.facts(ProcessStarted.class)).isEmpty();
    }

    @Test
    void rubbishInAPidFileFindsNothing() throws Exception {
        Path file = folder.resolve("app.pid");
        for (String text : List.of("", "-1", "0", "abc", "99999999999", "1 ; rm", "\u0000")) {
            Files.writeString(file, text);
            ProcessTable table = new ProcessTable(Proc.ROOT);
            table.look(true, java.util.Set.of());
            Matching matching =
                    new Matching(1, new Listeners(Proc.ROOT), new UnitCgroups(UnitCgroups.ROOT));
            ProcessMatch match = new ProcessMatch.ByPidFile(file);

            assertThat(matching.find(match, table.rows(), table, Proc.bootedAt(Instant.now())))
                    .as("text <%s>", text)
                    .isEmpty();
        }
    }

    @Test
    void whoListensOnAPortIsTheService() throws Exception {
        assumeTrue(new File("/usr/bin/python3").canExecute(), "left out: needs python3");
        int port = Server.freePort();
        w.watch(new ProcessMatch.ByPort(port));

        int pid =
                w.strangers.start("exec /usr/bin/python3 -m http.server --bind 127.0.0.1 " + port);

        assertThat(started(pid).command()).contains("http.server");
    }

    @Test
    void theProcessesInAUnitsCgroupAreTheService() throws Exception {
        Path systemd = UnitCgroups.ROOT.resolve("systemd");
        Path hierarchy =
                Files.isWritable(systemd.resolve("cgroup.procs")) ? systemd : UnitCgroups.ROOT;
        assumeTrue(
                Files.isWritable(hierarchy.resolve("cgroup.procs")),
                "left out: needs root and a cgroup hierarchy");
        String unit = "varde-test-" + System.nanoTime() + ".service";
        Path cgroup = Files.createDirectories(hierarchy.resolve("varde-test.slice").resolve(unit));
        try {
            int pid = w.strangers.start("echo $$ > " + cgroup + "/cgroup.procs\nexec sleep 100");
            Awaitility.await()
                    .until(() ->
                            Files.readString(cgroup.resolve("cgroup.procs")).contains("" + pid));
            w.watch(new ProcessMatch.ByUnit(unit));

            assertThat(started(pid).command()).isEqualTo("sleep 100");
            Strangers.signal("KILL", pid);
            assertThat(w.seen.await(ProcessExited.class).exit().signal()).isEqualTo(9);
        } finally {
            Awaitility.await().ignoreExceptions().until(() -> Files.deleteIfExists(cgroup));
            Files.deleteIfExists(cgroup.getParent());
        }
    }

    @Test
    void thoseWhoOnlyLookAtAServiceAreNotTheService() throws Exception {
        Path log = Files.createFile(folder.resolve(w.mark + ".log"));
        w.strangers.start("exec tail -f " + log);
        int pid = w.start("sleep 100; :");

        w.watch(w.byMark());

        started(pid);
        assertThat(w.seen.facts(ProcessStarted.class))
                .extracting(ProcessStarted::command)
                .noneMatch(c -> c.startsWith("tail"));
    }

    @Test
    void whatVardeStartsIsNotTheService() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "sleep 100; :", w.mark).start();
        try {
            int pid = w.start("sleep 100; :");
            w.watch(w.byMark());
            started(pid);

            assertThat(w.seen.facts(ProcessStarted.class))
                    .extracting(s -> s.process().pid())
                    .doesNotContain((int) child.pid());
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    @Test
    void aScriptThatBecomesTheServiceLaterIsFound() throws Exception {
        w.watch(w.byMark());
        int pid = w.strangers.start("sleep 1.5\nexec sleep 100." + w.mark.replaceAll("\\D", ""));
        ProcessMatch match = new ProcessMatch.ByCommand("100." + w.mark.replaceAll("\\D", ""));

        w.watch(match);

        assertThat(started(pid).command()).startsWith("sleep 100.");
    }

    @Test
    void aServiceThatIsNeverFoundIsMissingOnce() throws Exception {
        w.watch(Configured.of(Configured.kontali(w.byMark())), Duration.ofMillis(300));

        ProcessMissing missing = w.seen.await(ProcessMissing.class);

        assertThat(missing.lookedFor()).isEqualTo("command: " + w.mark);
        int pid = w.start("sleep 100; :");
        started(pid);
        assertThat(w.seen.facts(ProcessMissing.class)).hasSize(1);
    }

    @Test
    void shortHelpersThatEndWellAreNotTold() throws Exception {
        Path done = folder.resolve("done");
        Path never = folder.resolve("never");
        new ProcessBuilder("mkfifo", never.toString()).start().waitFor();
        int pid =
                w.start(
                        "for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.05;"
                                + " done; : > %s; read x < %s".formatted(done, never));
        w.watch(w.byMark());
        started(pid);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(done));

        assertThat(w.seen.facts(ProcessStarted.class))
                .filteredOn(s -> s.process().pid() != pid)
                .allMatch(this::livedForTwoSeconds);
    }

    /// As on a machine that is slow enough even a short helper does.
    private boolean livedForTwoSeconds(ProcessStarted helper) {
        w.seen.await(ProcessExited.class, e -> e.process().equals(helper.process()));
        return w.seen.all().stream()
                .filter(s ->
                        s.fact() instanceof ProcessExited e && e.process().equals(helper.process()))
                .allMatch(s ->
                        Duration.between(helper.startedAt(), s.time()).compareTo(ALMOST_SETTLED)
                                > 0);
    }

    @Test
    void aHelperThatEndsBadlyIsTold() throws Exception {
        w.start("sleep 1.5; (sleep 0.4; exit 7); sleep 100");
        w.watch(w.byMark());

        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.exit().isCode(7));

        assertThat(exited.role()).isEqualTo(Role.WORKER);
        assertThat(exited.remaining()).isPositive();
    }

    @Test
    void aServiceThatAnotherServiceStartedIsItsOwnMainProcess() throws Exception {
        ServiceName inner = new ServiceName("inner");
        String seconds = "100." + w.mark.replaceAll("\\D", "");
        int parent = w.start("sleep " + seconds + " & wait");
        Probes probes =
                w.watch(
                        Configured.of(
                                Configured.kontali(w.byMark()),
                                Configured.service(
                                        inner,
                                        new ProcessMatch.ByCommand("sleep " + seconds + " "),
                                        List.of()),
                                Configured.service(
                                        new ServiceName("exact"),
                                        new ProcessMatch.ByCommand("sleep " + seconds),
                                        List.of())));
        started(parent);

        ProcessStarted child =
                w.seen.await(ProcessStarted.class, s -> s.command().startsWith("sleep "));

        assertThat(child.role()).isEqualTo(Role.MAIN);
        assertThat(probes.ownerOf(child.process().pid(), null)).contains(new ServiceName("exact"));
        assertThat(probes.ownerOf(parent, "/elsewhere")).contains(KONTALI);
    }
}
