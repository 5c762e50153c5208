package dev.varde.processor.diagnosis;

import dev.varde.processor.diagnosis.Case.Death;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a process ended because somebody wanted it to; asked before any rule, since then there
/// is nothing to explain.
public final class PlannedStop {
    private static final Duration LINE_AGE = Duration.ofSeconds(90);
    private static final int LAST_LINES = 30;

    /// A program that cannot go on says so and then, within so many lines, that it stops.
    private static final int LINES_TO_STOP = 8;

    private PlannedStop() {}

    /// Why the end was planned, in words; empty when it was not.
    public static Optional<String> reason(Death d) {
        if (d.instance().orders().behind(d.exit()).isPresent()) {
            return Optional.of("a restart order was being carried out");
        }
        if (forced(d)) {
            return Optional.empty();
        }
        if (UnitWords.stopped(d)) {
            return Optional.of("the unit manager stopped it");
        }
        if (d.ending().success()) {
            return UnhandledException.trace(d).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            saysStop(d)
                                    ? "it was told to stop, says its log"
                                    : "it ended with exit code 0");
        }
        return saidSo(d) ? Optional.of("it was told to stop, says its log") : Optional.empty();
    }

    /// Whether it was made to stop because of what it did or used: it then says that it stops, as
    /// it would if somebody wanted it to.
    private static boolean forced(Death d) {
        return UnitWords.failed(d, "watchdog").isPresent()
                || UnitWords.failed(d, "oom-kill").isPresent()
                || StartTimeout.told(d).isPresent()
                || MemoryKills.byGuard(d).isPresent();
    }

    /// Whether somebody is known to have asked for it; an exit code of 0 alone does not say so.
    public static boolean wanted(Death d) {
        return UnitWords.stopped(d) || saysStop(d);
    }

    /// Whether the unit manager may still say that it stopped it: it does so a moment after the
    /// process is gone.
    public static boolean undecided(Death d) {
        return d.instance().unitSaid().isPresent()
                && UnitWords.after(d).isEmpty()
                && d.ending().asked();
    }

    /// SIGTERM and its like need any word of a stop. SIGKILL needs that the stop was asked for
    /// before: the program took too long. A failure code after a request is a clumsy end, unless it
    /// says what broke.
    private static boolean saidSo(Death d) {
        if (d.ending().asked()) {
            return saysStop(d);
        }
        if (!d.ending().known()) {
            return UnhandledException.trace(d).isEmpty()
                    && (line(d, Text.STOP_ASKED) || stopsUnbroken(d));
        }
        boolean asked = line(d, Text.STOP_ASKED);
        boolean broke = UnhandledException.trace(d).isPresent();
        return asked && !broke && (d.ending().killed() || d.ending().failure());
    }

    /// It says that it stops, and neither shortly before nor after that it had to.
    private static boolean stopsUnbroken(Death d) {
        for (List<Line> file : d.transcript().files()) {
            for (int behind = 0; behind < Math.min(file.size(), LAST_LINES); behind++) {
                if (Text.in(Text.STOPPING, file.get(file.size() - 1 - behind).text())) {
                    return !d.transcript().broke(behind + LINES_TO_STOP);
                }
            }
        }
        return false;
    }

    private static boolean saysStop(Death d) {
        return line(d, Text.STOP_ASKED) || line(d, Text.STOPPING);
    }

    /// Among the last lines, not too old, and nothing began after it.
    private static boolean line(Death d, Pattern pattern) {
        for (List<Line> file : d.transcript().files()) {
            List<Line> last = file.subList(Math.max(0, file.size() - LAST_LINES), file.size());
            for (Line line : last.reversed()) {
                if (Text.in(pattern, line.text()) && !tooOld(d, line)) {
                    return true;
                }
                if (Text.in(Text.STARTING, line.text())) {
                    break;
                }
            }
        }
        return false;
    }

    private static boolean tooOld(Death d, Line line) {
        return line.timed() && line.time().isBefore(d.exit().time().minus(LINE_AGE));
    }
}
