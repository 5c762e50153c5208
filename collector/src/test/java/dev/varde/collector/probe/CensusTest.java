package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The census over a folder that looks like /proc and one that looks like /sys/fs/cgroup.
class CensusTest {
    private static final String UNIT = "kontali.service";

    @TempDir Path folder;
    private final Instant now = Instant.now();
    private final Seen seen = new Seen();
    private final Roster roster = new Roster();
    private final List<ServiceName> asked = new ArrayList<>();
    private FakeProc proc;
    private Path cgroup;
    private Announcer announcer;
    private @Nullable UnitChanged unit;

    @BeforeEach
    void cast() throws Exception {
        proc = new FakeProc(folder);
        cgroup = Files.createDirectories(folder.resolve("cgroup/system.slice").resolve(UNIT));
        Files.writeString(folder.resolve("cgroup/cgroup.procs"), "");
        ProcessMemory memory = new ProcessMemory(folder, "boot-1");
        announcer = new Announcer("boot-1", seen, Watching.NO_LOGS, memory);
    }

    @AfterEach
    void end() {
        announcer.close();
    }

    private Census census(ProcessMatch match) {
        return census(match, Duration.ofHours(1));
    }

    private Census census(ProcessMatch match, Duration patience) {
        return new Census(
                Map.of(KONTALI, match),
                new ProcessTable(proc.root),
                new Matching(
                        999_999,
                        new Listeners(proc.root),
                        new UnitCgroups(folder.resolve("cgroup"))),
                roster,
                new UnitRoles(_ -> Optional.ofNullable(unit), roster, asked::add),
                announcer,
                patience,
                _ -> {},
                _ -> {});
    }

    private void inCgroup(int... pids) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int pid : pids) {
            text.append(pid).append('\n');
            Files.writeString(
                    proc.root.resolve(pid + "/cgroup"), "0::/system.slice/" + UNIT + "\n");
        }
        Files.writeString(cgroup.resolve("cgroup.procs"), text);
    }

    private void systemdSays(String active, @Nullable Integer mainPid) {
        unit = new UnitChanged(UNIT, active, "", "success", 0, mainPid);
    }

    private void look(Census census) {
        census.look(true, now);
        census.announce(now);
    }

    private Role role(int pid) {
        return roster.living(pid).orElseThrow().role;
    }

    @Test
    void theMainPidOfSystemdIsTheMainProcessAndHelpersAreWorkers() throws Exception {
        proc.runs(10, 1, 100, "prepare");
        proc.runs(11, 1, 200, "server");
        proc.runs(12, 1, 300, "reload");
        inCgroup(10, 11, 12);
        systemdSays("active", 11);

        look(census(new ByUnit(UNIT)));

        assertThat(role(10)).isEqualTo(Role.WORKER);
        assertThat(role(11)).isEqualTo(Role.MAIN);
        assertThat(role(12)).isEqualTo(Role.WORKER);
        assertThat(seen.await(ProcessStarted.class).process().pid()).isEqualTo(11);
    }

    @Test
    void withoutSystemdTheOldestInTheCgroupIsTheMainProcess() throws Exception {
        proc.runs(10, 1, 300, "helper");
        proc.runs(11, 1, 100, "server");
        inCgroup(10, 11);

        look(census(new ByUnit(UNIT)));

        assertThat(role(11)).isEqualTo(Role.MAIN);
        assertThat(role(10)).isEqualTo(Role.WORKER);
    }

    @Test
    void aHelperThatRunsBeforeTheServiceIsNotTheMainProcess() throws Exception {
        proc.runs(10, 1, 100, "prepare");
        inCgroup(10);
        systemdSays("activating", null);
        Census census = census(new ByUnit(UNIT));

        look(census);

        assertThat(role(10)).isEqualTo(Role.WORKER);
        assertThat(asked).containsExactly(KONTALI);
    }

    @Test
    void theMainProcessIsToldAsSuchOnceSystemdKnowsIt() throws Exception {
        proc.runs(10, 1, 100, "server");
        inCgroup(10);
        systemdSays("inactive", null);
        Census census = census(new ByUnit(UNIT));
        look(census);
        assertThat(role(10)).isEqualTo(Role.WORKER);

        systemdSays("active", 10);
        look(census);

        assertThat(seen.await(ProcessStarted.class).role()).isEqualTo(Role.MAIN);
    }

    @Test
    void aServiceThatHandsOverToAnotherProcessHasThatAsItsMainOne() throws Exception {
        proc.runs(10, 1, 100, "old");
        inCgroup(10);
        systemdSays("active", 10);
        Census census = census(new ByUnit(UNIT));
        look(census);
        proc.runs(11, 1, 200, "new");
        inCgroup(10, 11);
        systemdSays("active", 11);

        look(census);

        assertThat(role(10)).isEqualTo(Role.WORKER);
        assertThat(role(11)).isEqualTo(Role.MAIN);
    }

    @Test
    void aWorkerThatSystemdMakesTheMainProcessIsToldAsSuch() throws Exception {
        proc.runs(10, 1, 100, "old");
        proc.runs(11, 10, 200, "new");
        inCgroup(10, 11);
        systemdSays("active", 10);
        Census census = census(new ByUnit(UNIT));
        Awaitility.await()
                .until(() -> {
                    look(census);
                    return seen.facts(ProcessStarted.class).size() == 2;
                });

        systemdSays("active", 11);
        look(census);
        look(census);
        announcer.close();

        assertThat(seen.facts(ProcessStarted.class))
                .filteredOn(s -> s.process().pid() == 11)
                .extracting(ProcessStarted::role)
                .containsExactly(Role.WORKER, Role.MAIN);
    }

    @Test
    void aProcessThatIsMovedIntoTheCgroupLaterIsFoundAllTheSame() throws Exception {
        proc.runs(10, 1, 100, "server");
        inCgroup(10);
        systemdSays("active", 10);
        Census census = census(new ByUnit(UNIT));
        look(census);
        for (int pid = 100; pid < 500; pid++) {
            proc.runs(pid, 1, pid, "other");
        }
        look(census);
        look(census);
        look(census);
        proc.runs(77, 1, 900, "moved");
        inCgroup(10, 77);
        Files.deleteIfExists(proc.root.resolve("77/cgroup"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    look(census);
                    return roster.living(77).isPresent();
                });

        assertThat(role(77)).isEqualTo(Role.WORKER);
    }

    @Test
    void aMainPidOfAnotherServiceChangesNothing() throws Exception {
        proc.runs(10, 1, 100, "server");
        inCgroup(10);
        systemdSays("active", 4_711);
        Census census = census(new ByUnit(UNIT));

        look(census);

        assertThat(role(10)).isEqualTo(Role.WORKER);
    }

    @Test
    void anActiveUnitWithoutMainPidHasItsOldestProcess() throws Exception {
        proc.runs(10, 1, 100, "daemon");
        proc.runs(11, 10, 200, "child");
        inCgroup(10, 11);
        systemdSays("active", null);

        look(census(new ByUnit(UNIT)));

        assertThat(role(10)).isEqualTo(Role.MAIN);
        assertThat(role(11)).isEqualTo(Role.WORKER);
    }

    private Member watched(Census census, ProcessKey key) {
        look(census);
        Member member = roster.member(key).orElseThrow();
        member.watched = true;
        assertThat(census.vanished()).isEmpty();
        return member;
    }

    @Test
    void aWatchedProcessMissingFromTwoLooksIsGone() throws Exception {
        Census census = census(new ByCommand("server"));
        Member member = watched(census, proc.runs(10, 1, 100, "server"));
        proc.gone(10);

        look(census);
        assertThat(census.vanished()).isEmpty();
        look(census);
        assertThat(census.vanished()).containsExactly(member);
    }

    @Test
    void aWatchedZombieIsGivenFourLooksForItsStatus() throws Exception {
        Census census = census(new ByCommand("server"));
        Member member = watched(census, proc.runs(10, 1, 100, "server"));
        proc.zombie(10, 1, 100);

        for (int i = 0; i < 3; i++) {
            look(census);
            assertThat(census.vanished()).isEmpty();
        }
        look(census);
        assertThat(census.vanished()).containsExactly(member);
    }

    @Test
    void aProcessThatNobodyWatchesIsGoneAtOnce() throws Exception {
        Census census = census(new ByCommand("server"));
        Member member = watched(census, proc.runs(10, 1, 100, "server"));
        member.watched = false;
        proc.gone(10);

        look(census);

        assertThat(census.vanished()).containsExactly(member);
    }

    @Test
    void aPidThatAnotherProcessHasNowMeansTheOldOneIsGone() throws Exception {
        Census census = census(new ByCommand("server"));
        Member member = watched(census, proc.runs(10, 1, 100, "server"));
        proc.runs(10, 1, 900, "other");

        look(census);
        census.vanished();
        look(census);

        assertThat(census.vanished()).containsExactly(member);
    }

    @Test
    void aProcessThatWasMissedOnceOnlyIsNotGone() throws Exception {
        Census census = census(new ByCommand("server"));
        Member member = watched(census, proc.runs(10, 1, 100, "server"));
        for (int i = 0; i < 6; i++) {
            proc.gone(10);
            look(census);
            assertThat(census.vanished()).isEmpty();
            proc.runs(10, 1, 100, "server");
            look(census);
            assertThat(census.vanished()).isEmpty();
        }
        assertThat(roster.all()).containsExactly(member);
    }

    @Test
    void aDeathIsToldOnceHoweverOftenItIsSeen() throws Exception {
        Census census = census(new ByCommand("server"));
        ProcessKey key = proc.runs(10, 1, 100, "server");
        look(census);

        census.ended(key, now, ExitStatus.exited(3));
        census.ended(key, now, ExitStatus.unavailable("again"));
        announcer.close();

        assertThat(seen.facts(ProcessExited.class)).hasSize(1);
        assertThat(seen.facts(ProcessExited.class).getFirst().exit().isCode(3)).isTrue();
    }

    @Test
    void aServiceIsMissingOnlyWhenItsPatienceIsOver() {
        Census patient = census(new ByCommand("server"));
        patient.announce(Instant.now().plusSeconds(3_599));
        patient.announce(Instant.now().plusSeconds(3_601));
        patient.announce(Instant.now().plusSeconds(3_602));
        announcer.close();

        assertThat(seen.facts(ProcessMissing.class)).hasSize(1);
    }

    @Test
    void tornStatFilesAreNoProcesses() throws Exception {
        for (String text : List.of("", "10", "10 (", "10 (x", "10 (x) S", "x (y) S 1 2 3", "\0")) {
            Files.createDirectories(proc.root.resolve("10"));
            Files.writeString(proc.root.resolve("10/stat"), text);
            ProcessTable table = new ProcessTable(proc.root);

            table.look(true, Set.of());

            assertThat(table.rows()).as("text <%s>", text).isEmpty();
        }
    }

    @Test
    void parentsThatFormARingDoNotHangTheLook() throws Exception {
        proc.runs(10, 11, 100, "a");
        proc.runs(11, 10, 100, "b");
        Census census = census(new ByCommand("server"));

        look(census);

        assertThat(roster.all()).isEmpty();
    }
}
