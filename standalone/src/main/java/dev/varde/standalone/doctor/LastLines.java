package dev.varde.standalone.doctor;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.collector.tail.LogEnd;
import dev.varde.events.LogTail;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.explain.Excerpt;
import dev.varde.standalone.explain.Explanation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What did it say last, when, and in which file; does anybody rotate it, and does it survive a
/// boot?
///
/// Of one that does not run, what these lines say of its end.
final class LastLines {
    private static final List<String> PASSING =
            List.of("/tmp/", "/var/tmp/", "/run/", "/var/run/", "/dev/shm/");
    private static final long LARGE = 1L << 30;
    private static final int QUOTED_OF_THE_DEAD = 5;

    private final Subject subject;
    private final Findings findings;

    private LastLines(Subject subject, Findings findings) {
        this.subject = subject;
        this.findings = findings;
    }

    static List<Line> of(Subject subject, Findings findings) {
        return new LastLines(subject, findings).lines();
    }

    private List<Line> lines() {
        Look<List<LogEnd>> look = findings.logs().get(subject.name());
        List<LogEnd> logs = look == null ? List.of() : look.or(List.of());
        List<Line> lines = new ArrayList<>();
        if (look instanceof Look.Missed<List<LogEnd>>(String why)) {
            lines.add(Line.unknown("its logs: " + why));
        }
        newest(logs).ifPresent(log -> lines.addAll(said(log)));
        logs.stream().filter(l -> l.trouble() != null).forEach(l -> lines.add(unreadable(l)));
        boolean journal = journal(lines);
        if (lines.isEmpty() && !journal) {
            lines.add(none());
        }
        logs.stream().filter(l -> l.trouble() == null).forEach(l -> kept(l, lines));
        return lines;
    }

    private static Optional<LogEnd> newest(List<LogEnd> logs) {
        return logs.stream()
                .filter(l -> l.trouble() == null)
                .max(Comparator.comparing(LogEnd::modified));
    }

    /// Of one that does not run the last few lines, of one that does the last one.
    private List<Line> said(LogEnd log) {
        String file = Words.plain(log.file().toString());
        String when = Words.when(log.modified(), findings.now());
        if (log.lines().isEmpty()) {
            return List.of(Line.ok("last log line: none, " + file + " is empty (" + when + ")"));
        }
        return quoted("last log line: " + when + ", in " + file, log.lines());
    }

    private List<Line> quoted(String where, List<String> all) {
        List<String> safe = findings.redactor().redactLines(all);
        int most = subject.runs() ? 1 : QUOTED_OF_THE_DEAD;
        List<Line> lines = new ArrayList<>();
        lines.add(Line.ok(where));
        safe.subList(Math.max(0, safe.size() - most), safe.size())
                .forEach(l -> lines.add(Line.ok("  | " + Words.plain(l))));
        if (!subject.runs()) {
            Explanation.of(List.of(Excerpt.of(subject.name(), safe)))
                    .summary()
                    .ifPresent(why ->
                            lines.add(Line.bad("its last lines say why: " + Words.plain(why))));
        }
        return lines;
    }

    private Line unreadable(LogEnd log) {
        return Line.unknown(
                "log "
                        + Words.plain(log.file().toString())
                        + ": "
                        + Words.plain(log.trouble() + ""));
    }

    private boolean journal(List<Line> lines) {
        String unit = subject.unit();
        Look<LastWords> look = unit == null ? null : findings.journals().get(unit);
        LastWords words = look == null ? null : look.or(new LastWords(List.of(), null));
        Instant at = words == null ? null : words.writtenAt();
        if (words == null || at == null || words.tails().isEmpty()) {
            return false;
        }
        LogTail tail = words.tails().getFirst();
        lines.addAll(
                quoted(
                        "last journal line: "
                                + Words.when(at, findings.now())
                                + ", unit "
                                + Words.plain(unit + ""),
                        tail.lines()));
        return true;
    }

    private Line none() {
        List<String> named = subject.service().logs();
        if (!named.isEmpty()) {
            return Line.bad(
                    "no log is there: "
                            + Words.plain(String.join(", ", named))
                            + " leads to no file");
        }
        return subject.runs() || subject.configured()
                ? Line.unknown(
                                "its last words: it has no log file open that looks like one, and"
                                        + " none is configured")
                        .curedBy("Name its log under logs: in the configuration")
                : Line.unknown("its last words: where it logs is known only while it runs");
    }

    private void kept(LogEnd log, List<Line> lines) {
        String file = log.file().toString();
        if (PASSING.stream().anyMatch(file::startsWith)) {
            lines.add(
                    Line.warning(
                            "log "
                                    + Words.plain(file)
                                    + " lies where a boot or a clean-up deletes it",
                            new Remedy(
                                    Remedy.Touch.ADDS,
                                    "Make a place in /var/log, where a log outlives a boot",
                                    List.of(
                                            "install -d -o "
                                                    + user()
                                                    + " -m 750 /var/log/"
                                                    + subject.fileName()),
                                    "then name it in the service's own configuration")));
        }
        rotated(log).ifPresent(lines::add);
    }

    private String user() {
        return subject.main()
                .flatMap(m -> ProcessHandle.of(m.pid()))
                .flatMap(p -> p.info().user())
                .map(Shell::quote)
                .orElse("USER");
    }

    private Optional<Line> rotated(LogEnd log) {
        String file = Words.plain(log.file().toString());
        String size = Words.bytes(log.size());
        if (findings.rotation().covers(log.file())) {
            return log.size() > LARGE
                    ? Optional.of(
                            Line.warning(
                                    "log " + file + " has " + size + " although logrotate has it"))
                    : Optional.of(Line.ok("log " + file + " has " + size + "; logrotate has it"));
        }
        Path older = log.rotated();
        if (older != null) {
            return Optional.of(
                    Line.ok(
                            "log "
                                    + file
                                    + " has "
                                    + size
                                    + "; it is rotated ("
                                    + Words.plain(older.getFileName() + "")
                                    + ")"));
        }
        return Optional.of(
                Line.warning(
                        "log " + file + " has " + size + " and nobody rotates it",
                        new Remedy(
                                Remedy.Touch.ADDS,
                                "Have its log rotated",
                                List.of(
                                        "varde unit --logrotate-only "
                                                + Shell.quote(subject.name())
                                                + " > /etc/logrotate.d/"
                                                + subject.fileName()),
                                "read what it writes first")));
    }
}
