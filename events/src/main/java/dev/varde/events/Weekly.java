package dev.varde.events;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A window of time that comes again each week.
///
/// It begins by the clock on the wall and lasts so long in real time: in the night in which the
/// clocks change it ends an hour earlier or later by the wall. Only a whole day ends when the next
/// one begins. A beginning that the change leaves out comes as much later as the clocks were put
/// forward; of one that comes twice the first counts.
///
/// @param days on which it begins, at least one
/// @param at when it begins, by the clock of `zone`
/// @param lasts over nothing, up to a day
public record Weekly(Set<DayOfWeek> days, LocalTime at, Duration lasts, ZoneId zone) {
    public static final Duration LONGEST = Duration.ofDays(1);

    /// Windows that follow on each other without a gap are looked at as one, up to so many; those
    /// of every day reach more than a week then.
    private static final int MOST_JOINED = 30;

    public Weekly {
        if (days.isEmpty() || !lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window has days and lasts up to one of them");
        }
        days = Collections.unmodifiableSet(new TreeSet<>(days));
    }

    /// One time that it comes: the beginning belongs to it, the end does not.
    public record Span(Instant from, Instant until) {
        public boolean covers(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }

    public boolean covers(Instant time) {
        return last(time).filter(span -> span.covers(time)).isPresent();
    }

    /// The last time that it began, at this time or up to two days before; it may be over.
    public Optional<Span> last(Instant time) {
        LocalDate today = time.atZone(zone).toLocalDate();
        return Stream.of(today, today.minusDays(1))
                .filter(day -> days.contains(day.getDayOfWeek()))
                .map(this::span)
                .filter(span -> !span.from().isAfter(time))
                .findFirst();
    }

    private Span span(LocalDate day) {
        Instant from = day.atTime(at).atZone(zone).toInstant();
        Instant until =
                lasts.equals(LONGEST)
                        ? day.plusDays(1).atTime(at).atZone(zone).toInstant()
                        : from.plus(lasts);
        return new Span(from, until);
    }

    /// When the first moment comes that none of these windows covers; empty when none covers now.
    /// Where they never leave a gap it is a moment more than a week away.
    public static Optional<Instant> end(List<Weekly> windows, Instant now) {
        Instant end = now;
        for (int i = 0; i < MOST_JOINED; i++) {
            Instant at = end;
            Optional<Instant> further =
                    windows.stream()
                            .flatMap(w -> w.last(at).stream())
                            .filter(span -> span.covers(at))
                            .map(Span::until)
                            .max(Instant::compareTo);
            if (further.isEmpty()) {
                break;
            }
            end = further.get();
        }
        return end.equals(now) ? Optional.empty() : Optional.of(end);
    }
}
