package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A service that makes much noise around its own death: its workers end, the kernel kills them,
/// its logs fill, its unit is restarted again and again.
class NoisyServiceTest {
    private static final int MAIN = 12;
    private static final int NOISE = 600;
    private static final int SEEDS = 100;

    @ParameterizedTest
    @CsvSource({
        "oom-kill, true",
        "oom-kill, false",
        "unhandled-exception, true",
        "unhandled-exception, false"
    })
    void itsDeathStaysKnownAndIsToldTheSame(String cause, boolean startsAgain) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            InstanceEvidence kontali = dead(new Cause(cause), random);
            Finding told = diagnosed(kontali);

            kontali = noisy(kontali, cause.equals("oom-kill") ? 101 : 111, startsAgain, random);

            assertThat(death(kontali).fact().lastLines())
                    .as("last lines, seed %d", seed)
                    .isNotEmpty();
            assertThat(kontali.words().logs())
                    .as("log, seed %d", seed)
                    .anyMatch(l -> l.fact().lines().contains("KeyError: 'a'"));
            assertThat(kontali.units().ends())
                    .as("unit end, seed %d", seed)
                    .anyMatch(e -> Integer.valueOf(MAIN).equals(e.pid()));
            assertThat(kontali.units().entries())
                    .as("unit result, seed %d", seed)
                    .anyMatch(e -> e.text().equals("Failed with result"));
            if (cause.equals("oom-kill")) {
                assertThat(kontali.kernel().kills())
                        .as("kernel, seed %d", seed)
                        .anyMatch(k -> k.fact().pid() == MAIN);
            }
            assertThat(told.cause()).isEqualTo(new Cause(cause));
            assertThat(diagnosed(kontali).cause()).as("seed %d", seed).isEqualTo(told.cause());
            assertThat(diagnosed(kontali).confidence())
                    .as("seed %d", seed)
                    .isEqualTo(told.confidence());
        }
    }

    /// What belongs to the death comes in any order, in the middle of the noise.
    private static InstanceEvidence dead(Cause cause, Random random) {
        InstanceEvidence kontali =
                InstanceEvidence.none(KONTALI_ON_WEB_1).fold(started(1, MAIN, Role.MAIN));
        kontali = noisy(kontali, 10, false, random);
        boolean oom = cause.equals(Cause.OOM_KILL);
        kontali = kontali.fold(kontali(99.9, trace()));
        List<HostEvent> parts =
                new ArrayList<>(
                        List.of(
                                exit(
                                        100,
                                        MAIN,
                                        Role.MAIN,
                                        oom
                                                ? ExitStatus.signalled(9, false)
                                                : ExitStatus.exited(1)),
                                kontali(
                                        100.1,
                                        new UnitProcessExited(
                                                "k.service",
                                                true,
                                                MAIN,
                                                EndCode.EXITED,
                                                1,
                                                "exited")),
                                kontali(
                                        100.2,
                                        new UnitFailed(
                                                "k.service", "exit-code", "Failed with result"))));
        if (oom) {
            parts.add(kontali(99.95, kill(MAIN)));
        }
        Collections.shuffle(parts, random);
        for (HostEvent part : parts) {
            kontali = kontali.fold(part);
        }
        return kontali;
    }

    private static InstanceEvidence noisy(
            InstanceEvidence before, double from, boolean startsAgain, Random random) {
        InstanceEvidence kontali = startsAgain ? before.fold(started(from, 13, Role.MAIN)) : before;
        for (int n = 0; n < NOISE; n++) {
            kontali = kontali.fold(kontali(from + n * 0.1, noise(random, from + n * 0.1)));
        }
        return kontali;
    }

    private static Fact noise(Random random, double seconds) {
        int pid = 1_000 + random.nextInt(100_000);
        return switch (random.nextInt(9)) {
            case 0 -> kill(pid);
            case 1 -> new TrapRaised(pid, "x", "segfault", "x segfault");
            case 2 -> new KernelReported(Report.HUNG_TASK, pid, "blocked");
            case 3 -> new RestartScheduled("k.service", random.nextInt(), "Scheduled restart job");
            case 4 -> started(seconds, pid, Role.WORKER).fact();
            case 5 -> exit(seconds, pid, Role.WORKER, ExitStatus.exited(1)).fact();
            case 6 -> new ServiceMemorySampled(random.nextInt(1 << 30), 0, null, 3, 8, 10, 1_024L);
            case 7 ->
                    new CheckPassed(
                            "c" + random.nextInt(100), CheckKind.TCP, "x", java.time.Duration.ZERO);
            default ->
                    new LogMatched(
                            "/var/log/app.log",
                            0,
                            LogKind.LINE,
                            Collections.nCopies(
                                    1 + random.nextInt(40), "ERROR request failed ".repeat(10)),
                            pid);
        };
    }

    private static LogMatched trace() {
        return new LogMatched(
                "/var/log/app.log",
                0,
                LogKind.STACK_TRACE,
                List.of(
                        "Traceback (most recent call last):",
                        "  File \"/srv/app/a.py\", line 1, in f",
                        "    x",
                        "KeyError: 'a'"),
                MAIN);
    }

    private static OomKilled kill(int pid) {
        return new OomKilled(
                pid,
                "x",
                OomScope.GLOBAL,
                Killer.KERNEL,
                1L,
                null,
                "Out of memory: Killed process " + pid,
                List.of());
    }

    private static HostEvent started(double seconds, int pid, Role role) {
        return kontali(
                seconds,
                new ProcessStarted(new ProcessKey(pid, pid), role, "x", at(seconds), false));
    }

    private static HostEvent exit(double seconds, int pid, Role role, ExitStatus exit) {
        List<String> lines =
                role == Role.MAIN && exit.signal() == null ? trace().lines() : List.of("GET / 200");
        return kontali(
                seconds,
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        role,
                        "x",
                        at(1),
                        exit,
                        1L,
                        null,
                        List.of(new LogTail("/var/log/app.log", lines)),
                        3));
    }

    private static Seen<ProcessExited> death(InstanceEvidence kontali) {
        return kontali.processes().exits().stream()
                .filter(e -> e.fact().role() == Role.MAIN)
                .findFirst()
                .orElseThrow();
    }

    private static Finding diagnosed(InstanceEvidence kontali) {
        return Diagnosis.of(
                        Case.Death.of(kontali, HostEvidence.none(WEB_1), List.of(), death(kontali)))
                .best();
    }
}
