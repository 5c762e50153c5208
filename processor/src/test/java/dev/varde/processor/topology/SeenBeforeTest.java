package dev.varde.processor.topology;

import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.host;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.processor.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenBeforeTest {
    @TempDir Path data;
    private Stage stage;

    @BeforeEach
    void begin() {
        stage = new Stage(Cast.configuration(), data, NOON);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void theFirstOfAKindSaysNothingOfOthers() {
        Incident told = crash(10, 12, "KeyError: 'a'");

        assertThat(told.summary()).doesNotContain("seen");
        assertThat(told.seen()).isEqualTo(new Incident.Recurrence(1, at(10), at(10), null));
        assertThat(told.fingerprint())
                .satisfies(f ->
                        assertThat(f.text())
                                .contains("error KeyError\n", "at app/clients.py:load"));
    }

    @Test
    void theSameCrashInALaterIncidentSaysHowOftenItWasSeenAndSinceWhen() {
        Incident first = crash(10, 12, "KeyError: 'a'");
        resolve(20);

        Incident second = crash(200, 20, "KeyError: 'another'");

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.change()).isEqualTo(Change.OPENED);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(second.seen()).isEqualTo(new Incident.Recurrence(2, at(10), at(200), null));
        assertThat(second.summary()).endsWith(" (seen 2 times since 1 November)");
    }

    @Test
    void anotherCrashIsAnother() {
        crash(10, 12, "KeyError: 'a'");
        resolve(20);

        Incident second = crash(200, 20, "ValueError: bad");

        assertThat(times(second)).isEqualTo(1);
        assertThat(second.summary()).doesNotContain("seen");
    }

    @Test
    void deathsOfOneIncidentAreCountedAndNotSaidTwice() {
        crash(10, 12, "KeyError: 'a'");
        stage.see(started(15, 13));

        Incident again = crash(16, 13, "KeyError: 'a'");

        assertThat(again.summary()).startsWith("died again (2 times): ").doesNotContain("seen");
        assertThat(times(again)).isEqualTo(2);
    }

    @Test
    void aCrashWhoseCauseIsRevisedCountsOnceAndAsThat() {
        stage.see(started(1, 12));
        stage.see(killed(10, 12));
        Incident first = stage.told().getLast();
        stage.see(oom(10.2, 12));

        Incident revised = stage.told().getLast();

        assertThat(revised.fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(times(revised)).isEqualTo(1);
        resolve(20);
        stage.see(killed(200, 20));
        assertThat(times(stage.told().getLast())).isEqualTo(1);
    }

    @Test
    void aServiceThatIsNoLongerWatchedIsForgotten() {
        crash(10, 12, "KeyError: 'a'");
        stage.see(host(12, new CollectorStarted("1", "b", "6", 2, 1, 1, Map.of(), List.of())));

        Incident later = crash(30, 20, "KeyError: 'a'");

        assertThat(times(later)).isEqualTo(1);
    }

    private static int times(Incident incident) {
        return Optional.ofNullable(incident.seen()).map(Incident.Recurrence::count).orElse(0);
    }

    private Incident crash(double seconds, int pid, String error) {
        if (pid == 12) {
            stage.see(started(1, pid));
        }
        stage.see(
                exited(
                        seconds,
                        pid,
                        ExitStatus.exited(1),
                        "Traceback (most recent call last):",
                        "  File \"/srv/app/main.py\", line 3, in main",
                        "    load()",
                        "  File \"/srv/app/clients.py\", line " + pid + ", in load",
                        "    fail()",
                        error));
        return stage.told().getLast();
    }

    /// Pid 20 starts and lives until the incident is resolved.
    private void resolve(double seconds) {
        stage.see(started(seconds, 20));
        for (int n = 0; n < 10; n++) {
            stage.see(host(seconds + 5 * n, new Heartbeat(Duration.ofHours(1), 1, 1, 0, 0, null)));
        }
        assertThat(stage.told().getLast().change()).isEqualTo(Change.RESOLVED);
    }

    private static HostEvent started(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessStarted(new ProcessKey(pid, pid), Role.MAIN, "x", at(seconds), false));
    }

    private static HostEvent killed(double seconds, int pid) {
        return exited(seconds, pid, ExitStatus.signalled(9, false));
    }

    private static HostEvent exited(double seconds, int pid, ExitStatus exit, String... lines) {
        return kontali(
                seconds,
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        Role.MAIN,
                        "x",
                        at(seconds - 5),
                        exit,
                        null,
                        null,
                        List.of(new LogTail("/var/log/app.log", List.of(lines))),
                        0));
    }

    private static HostEvent oom(double seconds, int pid) {
        return kontali(
                seconds,
                new OomKilled(
                        pid,
                        "x",
                        OomScope.GLOBAL,
                        Killer.KERNEL,
                        1L << 30,
                        null,
                        "Out of memory: Killed process " + pid + " (x)",
                        List.of()));
    }
}
