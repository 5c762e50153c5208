package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.standalone.doctor.Remedy.Touch;
import dev.varde.standalone.doctor.Section.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does anybody bring it back after a crash and after a boot, and is the host protected from it?
final class UnitSafety {
    /// What is asked of systemd here and in [Running].
    static final String PROPERTIES =
            "Id,LoadState,ActiveState,SubState,Result,NRestarts,MainPID,ExecMainPID,ExecMainCode,"
                    + "ExecMainStatus,ExecMainExitTimestamp,Restart,RestartUSec,StartLimitBurst,"
                    + "StartLimitIntervalUSec,MemoryMax,MemoryLimit,MemoryHigh,WatchdogUSec,Type,"
                    + "UnitFileState,NeedDaemonReload,FragmentPath";

    private static final long MOMENTS_MICROS = 10_000_000;

    private final Subject subject;
    private final Findings findings;

    private UnitSafety(Subject subject, Findings findings) {
        this.subject = subject;
        this.findings = findings;
    }

    static List<Line> of(Subject subject, Findings findings) {
        return new UnitSafety(subject, findings).lines();
    }

    private List<Line> lines() {
        String name = subject.unit();
        if (name == null) {
            return subject.runs() ? List.of(without()) : List.of();
        }
        return findings.unit(subject).map(this::unit).orElseGet(() -> unsaid(name));
    }

    private List<Line> unsaid(String name) {
        String why = findings.units().map(_ -> "systemd knows no such unit", w -> w);
        return List.of(Line.unknown("its unit " + Words.plain(name) + ": " + Words.plain(why)));
    }

    private Line without() {
        return switch (Keeper.of(subject.family().getFirst(), findings.snapshot())) {
            case Keeper.Supervisor(String what, int pid) ->
                    Line.ok("it is kept by " + what + " (pid " + pid + ")");
            case Keeper.Session(Seen above) ->
                    unkept(
                            "it was started by hand (under "
                                    + findings.process(above)
                                    + "): nothing starts it again after a crash or a boot");
            case Keeper.Nobody() ->
                    unkept(
                            "it belongs to no systemd unit: nothing starts it again after a crash or"
                                    + " a boot");
        };
    }

    private Line unkept(String what) {
        String name = subject.fileName();
        return Line.warning(
                what,
                new Remedy(
                        Touch.ADDS,
                        "Give it a systemd unit",
                        List.of(
                                "varde unit --unit-only "
                                        + Shell.quote(subject.name())
                                        + " > /etc/systemd/system/"
                                        + name
                                        + ".service",
                                "systemd-analyze verify /etc/systemd/system/" + name + ".service",
                                "systemctl daemon-reload && systemctl enable " + name + ".service"),
                        "read the unit first; it takes over when the present process is stopped and"
                                + " the unit started"));
    }

    private List<Line> unit(UnitProperties unit) {
        List<Line> lines = new ArrayList<>();
        lines.add(restart(unit));
        startLimit(unit).ifPresent(lines::add);
        lines.add(atBoot(unit));
        lines.add(memory(unit));
        lines.add(watchdog(unit));
        if (unit.text("NeedDaemonReload").equals("yes")) {
            lines.add(
                    Line.warning(
                            "its unit file was changed and systemd has not read it again",
                            new Remedy(
                                    Touch.CHANGES,
                                    "Have systemd read its units again",
                                    List.of("systemctl daemon-reload"),
                                    "what runs goes on")));
        }
        return lines;
    }

    private Line restart(UnitProperties unit) {
        String restart = unit.text("Restart");
        if (!restart.equals("no") && !restart.isEmpty()) {
            return Line.ok(
                    "Restart="
                            + Words.plain(restart)
                            + " after "
                            + span(unit.micros("RestartUSec")));
        }
        return Line.warning(
                "Restart=no: nothing starts it again after a crash",
                dropIn(
                        "Restart it after a crash",
                        "restart.conf",
                        "Restart=on-failure\\nRestartSec=2s"));
    }

    /// Crashes at once after each start that use up the limit within moments end all restarts.
    private static Optional<Line> startLimit(UnitProperties unit) {
        int burst = unit.number("StartLimitBurst");
        long interval = unit.micros("StartLimitIntervalUSec");
        long usedUp = unit.micros("RestartUSec") * burst;
        boolean ends =
                !Set.of("no", "").contains(unit.text("Restart"))
                        && burst > 0
                        && usedUp < Math.min(interval, MOMENTS_MICROS);
        return ends
                ? Optional.of(
                        Line.warning(
                                "a program that crashes at once is given up for good by systemd after "
                                        + span(usedUp)
                                        + " (RestartSec= times StartLimitBurst="
                                        + burst
                                        + ")"))
                : Optional.empty();
    }

    private static String span(long micros) {
        return Words.span(Duration.ofNanos(micros * 1000));
    }

    private Line atBoot(UnitProperties unit) {
        String state = unit.text("UnitFileState");
        return switch (state) {
            case "disabled" ->
                    Line.warning(
                            "it is not started at boot (disabled)",
                            new Remedy(
                                    Touch.ADDS,
                                    "Start it at boot",
                                    List.of("systemctl enable " + Shell.quote(subject.unit() + "")),
                                    "what runs goes on"));
            case "masked" -> Line.bad("its unit is masked: nobody can start it");
            case "transient" -> Line.warning("its unit is transient: it is gone after a boot");
            case "" -> Line.unknown("whether it is started at boot");
            default -> Line.ok("at boot: " + Words.plain(state));
        };
    }

    private Line memory(UnitProperties unit) {
        Long max =
                unit.bytes("MemoryMax") == null
                        ? unit.bytes("MemoryLimit")
                        : unit.bytes("MemoryMax");
        if (max != null) {
            return Line.ok("MemoryMax=" + Words.bytes(max));
        }
        if (!subject.runs()) {
            return Line.warning("no MemoryMax=: it may take all the memory of the host");
        }
        long limit = MemoryRoom.memoryMax(findings.snapshot(), subject.family());
        String name = Shell.quote(subject.unit() + "");
        return Line.warning(
                "no MemoryMax=: it may take all the memory of the host",
                new Remedy(
                        Touch.CHANGES,
                        "Bound its memory",
                        List.of(
                                "systemctl set-property "
                                        + name
                                        + " MemoryHigh="
                                        + MemoryRoom.mebibytes(limit * 4 / 5)
                                        + " MemoryMax="
                                        + MemoryRoom.mebibytes(limit)),
                        "twice what it has now; watch a day of work before you go lower"));
    }

    private static Line watchdog(UnitProperties unit) {
        long micros = unit.micros("WatchdogUSec");
        if (micros > 0) {
            return Line.ok("WatchdogSec=" + span(micros));
        }
        boolean notifies = unit.text("Type").startsWith("notify");
        return notifies
                ? Line.warning(
                                "no WatchdogSec=, although it speaks to systemd (Type=notify): a hang"
                                        + " goes unseen")
                        .curedBy(
                                "Set WatchdogSec= only where the program is known to send"
                                        + " WATCHDOG=1; it is killed otherwise")
                : Line.ok(
                        "no WatchdogSec=: right for a program that does not speak to systemd (Type="
                                + Words.plain(unit.text("Type"))
                                + ")");
    }

    private Remedy dropIn(String title, String file, String settings) {
        String folder = "/etc/systemd/system/" + subject.unit() + ".d";
        return new Remedy(
                Touch.CHANGES,
                title,
                List.of(
                        "mkdir -p " + Shell.quote(folder),
                        "printf '[Service]\\n"
                                + settings
                                + "\\n' > "
                                + Shell.quote(folder + "/" + file),
                        "systemctl daemon-reload"),
                "what runs goes on; it holds from the next crash on");
    }
}
