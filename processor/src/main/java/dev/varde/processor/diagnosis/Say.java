package dev.varde.processor.diagnosis;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.processor.evidence.Health.CheckState;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Figures and facts in words.
final class Say {
    private static final int QUOTE = 4_000;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Say() {}

    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static String duration(Duration d) {
        long s = Math.max(0, d.toSeconds());
        if (s < 120) {
            return s + " s";
        }
        if (s < 7_200) {
            return s / 60 + " min";
        }
        return s < 172_800 ? s / 3_600 + " h" : s / 86_400 + " days";
    }

    static String cut(String text, int most) {
        String one = text.strip();
        return one.length() <= most ? one : one.substring(0, most) + "…";
    }

    /// The exit as evidence.
    static Evidence exit(Seen<ProcessExited> exit) {
        ProcessExited f = exit.fact();
        String what = f.role() == Role.MAIN ? "main process " : "worker ";
        String resident = f.resident() == null ? "" : ", " + bytes(f.resident()) + " resident";
        Duration lived = Duration.between(f.startedAt(), exit.time());
        return new Evidence(
                exit.id(),
                exit.time(),
                "process",
                what
                        + f.process().pid()
                        + " ended: "
                        + f.exit().inWords()
                        + ", after "
                        + duration(lived)
                        + resident);
    }

    static List<Evidence> with(Evidence first, List<Evidence> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    static Evidence line(Line line) {
        return new Evidence(line.event(), line.time(), "log", cut(line.text(), QUOTE));
    }

    static Evidence check(CheckState check) {
        var failure = check.failure();
        String words = failure == null ? "passes" : words(failure.fact());
        return new Evidence(
                failure == null ? check.event() : failure.id(),
                failure == null ? check.since() : failure.time(),
                "health",
                check.check() + " " + check.target() + ": " + words);
    }

    static String words(dev.varde.events.HealthFact.CheckFailed f) {
        String what =
                switch (f.failure()) {
                    case REFUSED -> "connection refused";
                    case TIMEOUT -> "no answer in time";
                    case UNREACHABLE -> "not reachable";
                    case STATUS -> f.status() == null ? "failing status" : "status " + f.status();
                    case PROTOCOL -> "an answer that is not of its protocol";
                    case CLOSED -> "connection closed without an answer";
                    case ERROR -> "error";
                    case CERTIFICATE -> "a certificate that is not good";
                };
        String detail = f.detail().isBlank() ? "" : " (" + cut(f.detail(), 300) + ")";
        String often =
                f.of() == null ? " times in a row" : " of the last " + f.of() + " answers failed";
        return what + detail + ", " + f.consecutive() + often;
    }
}
