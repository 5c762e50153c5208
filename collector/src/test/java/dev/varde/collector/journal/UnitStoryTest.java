package dev.varde.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.KillReport;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.UnitFact;
import dev.varde.events.UnitFact.CoreDumped;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.UnitFact.WatchdogExpired;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Recorded from systemd 252, 219 where it differs, and the guards' own texts.
class UnitStoryTest {
    private static final String START = "c5c6931e9c694376a1e41eb05e5cbe46";
    private static final String EXIT = "98e322203f7a4ed290d09fe03c09fe15";
    private static final String FAILED = "d9b373ed55a64feb8242e02dbe79a49c";
    private static final String OOM = "fe6faa94e7774663a0da52717891d8ef";
    private static final String OOMD = "d989611b15e44c9dbf31e3c81256e4ed";
    private static final String CORE = "fc2e22bc6ee647b6b90729ab34a250b1";

    private final UnitStory story = new UnitStory(s -> s.equals(START) ? 87 : null);

    private static JournalEntry entry(String... fields) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return new JournalEntry(Entries.cursor(1), Entries.NOON, all);
    }

    private static JournalEntry byManager(String message, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("MESSAGE", message, "_PID", "1", "UNIT", "a.service"));
        return entry(all.toArray(String[]::new));
    }

    private static JournalEntry exit(String code, String status) {
        return byManager(
                "a.service: Main process exited, code=killed, status=9/KILL",
                "MESSAGE_ID",
                EXIT,
                "EXIT_CODE",
                code,
                "EXIT_STATUS",
                status,
                "INVOCATION_ID",
                START);
    }

    private UnitFact hear(JournalEntry entry) {
        return story.hear(entry).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"exited,0,EXITED", "exited,203,EXITED", "killed,9,KILLED", "dumped,11,DUMPED"})
    void theEndOfTheMainProcess(String code, String status, EndCode expected) {
        assertThat(hear(exit(code, status)))
                .isEqualTo(
                        new UnitProcessExited(
                                "a.service",
                                true,
                                87,
                                expected,
                                Integer.parseInt(status),
                                "a.service: Main process exited, code=killed, status=9/KILL"));
    }

    @ParameterizedTest
    @CsvSource({"vanished,1", "exited,256", "exited,-1", "killed,0", "killed,KILL", "'',1"})
    void anEndThatCannotBeIsNotTold(String code, String status) {
        assertThat(story.hear(exit(code, status))).isEmpty();
    }

    @Test
    void theEndOfAnotherProcessHasNoPid() {
        JournalEntry control =
                byManager(
                        "a.service: Control process exited, code=exited, status=3/NOTIMPLEMENTED",
                        "MESSAGE_ID",
                        EXIT,
                        "EXIT_CODE",
                        "exited",
                        "EXIT_STATUS",
                        "3",
                        "INVOCATION_ID",
                        START);

        assertThat((UnitProcessExited) hear(control))
                .extracting(UnitProcessExited::main, UnitProcessExited::pid)
                .containsExactly(false, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit-code",
                "signal",
                "core-dump",
                "watchdog",
                "start-limit-hit",
                "oom-kill",
                "timeout",
                "resources",
                "protocol",
                "exec-condition"
            })
    void theResultOfAFailureFromItsFieldOrItsText(String result) {
        String text = "a.service: Failed with result '" + result + "'.";

        assertThat(hear(byManager(text, "MESSAGE_ID", FAILED, "UNIT_RESULT", result)))
                .isEqualTo(new UnitFailed("a.service", result, text));
        assertThat(hear(byManager(text, "MESSAGE_ID", FAILED)))
                .isEqualTo(new UnitFailed("a.service", result, text));
    }

    @Test
    void restartsLimitsAndWatchdogs() {
        String restart = "a.service: Scheduled restart job, restart counter is at 3.";
        assertThat(
                        hear(
                                byManager(
                                        restart,
                                        "MESSAGE_ID",
                                        "5eb03494b6584870a536b337290809b3",
                                        "N_RESTARTS",
                                        "3")))
                .isEqualTo(new RestartScheduled("a.service", 3, restart));
        assertThat(hear(byManager("a.service: Start request repeated too quickly.")))
                .isInstanceOf(StartLimitHit.class);
        assertThat(hear(byManager("a.service: Watchdog timeout (limit 30s)!")))
                .isInstanceOf(WatchdogExpired.class);
    }

    @Test
    void aCoreDumpIsToldWithoutItsStack() {
        JournalEntry dump =
                entry(
                        "MESSAGE",
                        "Process 4711 (python3) of user 1000 dumped core.\n\nStack trace of thread",
                        "MESSAGE_ID",
                        CORE,
                        "_SYSTEMD_UNIT",
                        "systemd-coredump@0-12-0.service",
                        "COREDUMP_PID",
                        "4711",
                        "COREDUMP_SIGNAL",
                        "11",
                        "COREDUMP_COMM",
                        "python3",
                        "COREDUMP_EXE",
                        "/usr/bin/python3.11",
                        "COREDUMP_UNIT",
                        "a.service");

        assertThat(hear(dump))
                .isEqualTo(
                        new CoreDumped(
                                "a.service",
                                4_711,
                                11,
                                "python3",
                                "/usr/bin/python3.11",
                                "Process 4711 (python3) of user 1000 dumped core."));
    }

    @Test
    void ordinaryWordsOfTheManagerSayNothing() {
        assertThat(story.hear(byManager("Started a.service."))).isEmpty();
        assertThat(story.hear(entry("MESSAGE", "hei", "_PID", "1"))).isEmpty();
    }

    @Test
    void aProgramThatWritesSystemdsFieldsIsNotBelieved() {
        Map<String, String> fields = new TreeMap<>(exit("killed", "9").fields());
        fields.put("_PID", "4711");
        JournalEntry forged = new JournalEntry("c", Entries.NOON, fields);
        JournalEntry dump =
                entry(
                        "MESSAGE_ID",
                        CORE,
                        "_SYSTEMD_UNIT",
                        "liar.service",
                        "COREDUMP_PID",
                        "1",
                        "COREDUMP_SIGNAL",
                        "11");

        assertThat(story.hear(forged)).isEmpty();
        assertThat(story.hear(dump)).isEmpty();
        assertThat(GuardKills.hear(entry("MESSAGE", earlyoom(), "_SYSTEMD_UNIT", "liar.service")))
                .isEmpty();
        assertThat(GuardKills.hear(entry("MESSAGE_ID", OOM, "UNIT", "a.service", "_PID", "2")))
                .isEmpty();
    }

    private static String earlyoom() {
        return "sending SIGTERM to process 7378 uid 1000 \"tail\": oom_score 156, VmRSS 4962 MiB";
    }

    private static Optional<KillReport> guard(String unit, String message) {
        return GuardKills.hear(entry("MESSAGE", message, "_SYSTEMD_UNIT", unit));
    }

    @Test
    void theUnitManagersWordsOfAKillForMemory() {
        KillReport kernel =
                GuardKills.hear(
                                byManager(
                                        "a.service: A process of this unit has been killed by the"
                                                + " OOM killer.",
                                        "MESSAGE_ID",
                                        OOM))
                        .orElseThrow();
        KillReport oomd =
                GuardKills.hear(
                                byManager(
                                        "a.service: systemd-oomd killed 23 process(es) in this"
                                                + " unit.",
                                        "MESSAGE_ID",
                                        OOMD))
                        .orElseThrow();

        assertThat(kernel)
                .extracting(KillReport::killer, KillReport::unit, KillReport::pid)
                .containsExactly(Killer.KERNEL, "a.service", null);
        assertThat(oomd)
                .extracting(KillReport::killer, KillReport::unit)
                .containsExactly(Killer.SYSTEMD_OOMD, "a.service");
        assertThat(kernel.id()).isEqualTo(entry().id(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Killed /system.slice/a.service due to memory pressure for /system.slice being"
                        + " 74.23% > 60.00% for > 30s with reclaim activity",
                "Killed /system.slice/a.service due to memory used (1024000) / total (2048000) and"
                        + " swap used (1) / total (2) being more than 90.00%",
                "Killed /system.slice/a.service due to swap used (1) / total (2) being more than"
                        + " 90.00%"
            })
    void systemdOomdsOwnWordsNameTheCgroup(String text) {
        assertThat(guard("systemd-oomd.service", text).orElseThrow())
                .extracting(KillReport::killer, KillReport::cgroup, KillReport::unit)
                .containsExactly(Killer.SYSTEMD_OOMD, "/system.slice/a.service", "a.service");
        assertThat(guard("systemd-oomd.service", "Swap is currently not detected")).isEmpty();
    }

    @Test
    void earlyoomsWordsNameTheProcessWhateverItIsCalled() {
        KillReport kill = guard("earlyoom.service", earlyoom()).orElseThrow();
        assertThat(kill)
                .extracting(KillReport::killer, KillReport::pid, KillReport::comm)
                .containsExactly(Killer.EARLYOOM, 7_378, "tail");

        String nasty = "sending SIGKILL to process 12 uid 0 \"a \"b\": c\": badness 9, VmRSS 1 MiB";
        assertThat(guard("earlyoom.service", nasty).orElseThrow().pid()).isEqualTo(12);
        assertThat(guard("earlyoom.service", "mem avail:  5321 of 23909 MiB (22.26%)")).isEmpty();
    }
}
