package dev.varde.collector.journal;

import dev.varde.collector.journal.JournalPosition.Mark;
import dev.varde.collector.journal.Journalctl.From;
import dev.varde.collector.journal.Reading.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where to begin again after journalctl has ended, and when.
///
/// First where it was left; where what is there cannot be read twice in a row, by the time of the
/// last entry; where that fails too, from now on. Waits twice as long each time, at most a minute.
final class Recovery {
    private static final int PATIENCE = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private enum Rung {
        CURSOR,
        TIME,
        NOW
    }

    private final Duration shortest;
    private Rung rung = Rung.CURSOR;
    private Duration pause;
    private int failures;

    /// @param shortest the first pause
    Recovery(Duration shortest) {
        this.shortest = shortest;
        this.pause = shortest;
    }

    From from(Mark newest, Instant now) {
        return switch (rung) {
            case CURSOR -> new From(newest.cursor(), newest.time());
            case TIME -> new From(null, newest.time());
            case NOW -> new From(null, now);
        };
    }

    /// Whether what lies between the newest entry and now was given up.
    boolean gaveUp() {
        return rung == Rung.NOW;
    }

    /// All that was there could be read.
    void readable() {
        rung = Rung.CURSOR;
        failures = 0;
    }

    /// It has worked for a while.
    void calm() {
        pause = shortest;
    }

    /// It ended.
    ///
    /// @return what may be lost by how it is begun again, in words; empty where nothing is
    Optional<String> failed(Ending ending) {
        failures++;
        slower();
        boolean further = ending.cursorRefused() || failures >= PATIENCE;
        if (ending.well() || !further || rung == Rung.NOW) {
            return Optional.empty();
        }
        failures = 0;
        rung = rung == Rung.CURSOR ? Rung.TIME : Rung.NOW;
        return Optional.of(
                rung == Rung.TIME
                        ? "it could not be read on where it was left (" + ending.inWords() + ")"
                        : "a part of it could not be read and was left out ("
                                + ending.inWords()
                                + ")");
    }

    private void slower() {
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    Duration pause() {
        return pause;
    }
}
