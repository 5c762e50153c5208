package dev.varde.collector.kernel;

import dev.varde.collector.kernel.KillSighting.Counted;
import dev.varde.collector.kernel.KillSighting.Rise;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Holds the kernel's count of kills against the kills that somebody named.
///
/// What was named before it was counted is credited for ten seconds; the counters are read each
/// second. What is counted is settled once, two seconds after the first of it.
final class KillTally {
    static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long CREDITED = Duration.ofSeconds(10).toNanos();
    private static final int MOST = 500;

    /// @param all it stands for all kills of its service, not for one
    private record Credit(@Nullable ServiceName service, boolean all, long until) {}

    /// Kills that were counted and that nobody named.
    ///
    /// @param total the kernel's count since boot by then
    /// @param place in which service, or null
    record Unexplained(long total, long kills, @Nullable Rise place, Instant time) {}

    private final List<Credit> credits = new ArrayList<>();
    private final Map<ServiceName, Rise> rises = new LinkedHashMap<>();
    private long open;
    private long total;
    private long deadline;
    private Instant time = Instant.EPOCH;

    /// @param all whoever named it did not say how many, as the unit manager does
    void explained(@Nullable ServiceName service, boolean all, long now) {
        credits.removeIf(c -> c.until() - now < 0);
        if (credits.size() < MOST) {
            credits.add(new Credit(service, all, now + CREDITED));
        }
    }

    void counted(Counted count, long now) {
        if (open == 0) {
            deadline = now + PATIENCE;
            time = count.time();
        }
        open += count.more();
        total = count.total();
        for (Rise rise : count.rises()) {
            if (rises.size() < MOST) {
                rises.merge(rise.service(), rise, KillTally::sum);
            }
        }
    }

    private static Rise sum(Rise a, Rise b) {
        return new Rise(a.service(), a.cgroup(), a.more() + b.more());
    }

    boolean due(long now) {
        return open > 0 && deadline - now <= 0;
    }

    /// When something will be due.
    OptionalLong deadline() {
        return open > 0 ? OptionalLong.of(deadline) : OptionalLong.empty();
    }

    /// Closes the account; what remains was named by nobody.
    List<Unexplained> settle(long now) {
        credits.removeIf(c -> c.until() - now < 0);
        List<Rise> unnamed = new ArrayList<>();
        long left = open;
        for (Rise rise : rises.values()) {
            long named = spend(rise);
            left -= named;
            if (named < rise.more()) {
                unnamed.add(new Rise(rise.service(), rise.cgroup(), rise.more() - named));
            }
        }
        while (left > 0 && !credits.isEmpty()) {
            credits.removeFirst();
            left--;
        }
        List<Unexplained> result = share(left, unnamed);
        open = 0;
        rises.clear();
        return result;
    }

    /// How many of the kills in a service somebody named.
    private long spend(Rise rise) {
        long named = 0;
        for (Iterator<Credit> i = credits.iterator(); i.hasNext() && named < rise.more(); ) {
            Credit credit = i.next();
            if (rise.service().equals(credit.service())) {
                i.remove();
                named = credit.all() ? rise.more() : named + 1;
            }
        }
        return named;
    }

    private List<Unexplained> share(long left, List<Rise> unnamed) {
        List<Unexplained> result = new ArrayList<>();
        long rest = left;
        for (Rise rise : unnamed) {
            long kills = Math.min(rest, rise.more());
            if (kills > 0) {
                result.add(new Unexplained(total, kills, rise, time));
                rest -= kills;
            }
        }
        if (rest > 0) {
            result.add(new Unexplained(total, rest, null, time));
        }
        return result;
    }
}
