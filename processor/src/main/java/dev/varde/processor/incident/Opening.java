package dev.varde.processor.incident;

import dev.varde.events.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// When an incident began, and with which cause.
public record Opening(Instant at, Cause cause) {
    /// Three incidents of one cause within this are flapping: the third stays open until so long
    /// nothing more has come, and what comes is told in it.
    static final Duration WINDOW = Duration.ofMinutes(30);

    private static final int MANY = 3;
    private static final int MOST = 16;

    /// Those before that still count, and one more.
    static List<Opening> more(List<Opening> before, Account account, Instant now) {
        List<Opening> all = new ArrayList<>(before);
        all.removeIf(o -> o.at().isBefore(now.minus(WINDOW)));
        all.add(new Opening(now, account.cause()));
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    /// Whether the newest is one of many.
    static boolean flapping(List<Opening> openings) {
        return !openings.isEmpty()
                && openings.stream()
                                .filter(o -> o.cause().equals(openings.getLast().cause()))
                                .count()
                        >= MANY;
    }
}
