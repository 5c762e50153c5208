package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.events.ExitStatus;
import dev.varde.standalone.doctor.Section.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Does it run, since when, with how many workers, and how did it end the last time?
final class Running {
    private final Subject subject;
    private final Findings findings;

    private Running(Subject subject, Findings findings) {
        this.subject = subject;
        this.findings = findings;
    }

    static List<Line> of(Subject subject, Findings findings) {
        return new Running(subject, findings).lines();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Optional<UnitProperties> unit = findings.unit(subject);
        if (subject.runs() || subject.sought() != null || subject.service().health().isEmpty()) {
            lines.add(subject.main().map(this::runs).orElseGet(() -> absent(unit)));
        }
        if (subject.runs()) {
            steady().ifPresent(lines::add);
            unit.flatMap(this::restarts).ifPresent(lines::add);
        }
        return lines;
    }

    private Line runs(Seen main) {
        int workers = subject.family().size() - 1;
        String user =
                ProcessHandle.of(main.pid())
                        .flatMap(p -> p.info().user())
                        .map(u -> ", user " + Words.plain(u))
                        .orElse("");
        return Line.ok(
                "runs: "
                        + findings.process(main)
                        + ", since "
                        + Words.when(main.startedAt(), findings.now())
                        + user
                        + (workers == 0 ? "" : ", with " + Words.count(workers, "worker")));
    }

    private Line absent(Optional<UnitProperties> unit) {
        if (unit.isPresent()) {
            return dead(unit.get());
        }
        String sought = subject.sought();
        if (sought == null) {
            return Line.unknown(
                    "whether it runs: its configuration does not say how its processes are found"
                            + " (process:)");
        }
        return Line.bad("does not run: no process is found by " + Words.plain(sought));
    }

    private Line dead(UnitProperties unit) {
        boolean stopped =
                unit.text("ActiveState").equals("inactive")
                        && unit.text("Result").equals("success");
        String state =
                Words.plain(unit.text("ActiveState") + " (" + unit.text("SubState") + ")")
                        + ", result "
                        + Words.plain(unit.text("Result"));
        String what = "does not run: unit " + Words.plain(subject.unit() + "") + " is " + state;
        String name = Shell.quote(subject.unit() + "");
        return Line.bad(
                what
                        + ended(unit)
                        + (stopped ? "; somebody stopped it, or it was not started" : ""),
                Remedy.look(
                        "See how the unit ended",
                        "its last lines and results",
                        "systemctl status --no-pager " + name,
                        "journalctl -u " + name + " -n 50 --no-pager"),
                new Remedy(
                        Remedy.Touch.ENDS,
                        "Start it again",
                        List.of("systemctl restart " + name),
                        "first keep what the lines above say of its end"));
    }

    private static String ended(UnitProperties unit) {
        String status = unit.text("ExecMainStatus");
        if (!status.matches("\\d{1,3}") || unit.number("ExecMainPID") == 0) {
            return "";
        }
        int number = Integer.parseInt(status);
        String how =
                switch (unit.text("ExecMainCode")) {
                    case "1" -> ExitStatus.exited(number).inWords();
                    case "2" -> signal(number, false);
                    case "3" -> signal(number, true);
                    default -> "";
                };
        String at = Words.plain(unit.text("ExecMainExitTimestamp"));
        return how.isEmpty()
                ? ""
                : "; its process ended with " + how + (at.isEmpty() ? "" : " on " + at);
    }

    private static String signal(int number, boolean dumped) {
        return number == 0 ? "" : ExitStatus.signalled(number, dumped).inWords();
    }

    /// Whether the main process is still the same at the second look.
    private Optional<Line> steady() {
        Seen main = subject.family().getFirst();
        return findings.later()
                .map(
                        later -> {
                            Optional<Instant> started =
                                    later.process(main.pid())
                                            .filter(p -> !p.ended())
                                            .map(Seen::startedAt);
                            boolean same =
                                    started.filter(s -> near(s, main.startedAt())).isPresent();
                            return same
                                    ? Optional.empty()
                                    : Optional.of(
                                            Line.bad(
                                                    "pid "
                                                            + main.pid()
                                                            + " ended while it was looked at"));
                        },
                        _ -> Optional.empty());
    }

    private static boolean near(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(Duration.ofSeconds(2)) < 0;
    }

    private Optional<Line> restarts(UnitProperties unit) {
        int restarts = unit.number("NRestarts");
        return restarts == 0
                ? Optional.empty()
                : Optional.of(
                        Line.warning(
                                "systemd has restarted it "
                                        + Words.count(restarts, "time")
                                        + " since it was last started by hand",
                                Remedy.look(
                                        "See why it was restarted",
                                        "each end with its exit status",
                                        "journalctl -u "
                                                + Shell.quote(subject.unit() + "")
                                                + " -n 200 --no-pager | grep -E"
                                                + " 'exited|Failed|Scheduled|killed'")));
    }
}
