package dev.varde.collector.kernel;

import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whom a kill hit, as far as its source says.
///
/// @param unit systemd unit
/// @param cgroup path from the hierarchy's root
record Victim(
        @Nullable Integer pid,
        @Nullable ServiceName service,
        @Nullable String unit,
        @Nullable String cgroup,
        Instant time) {
    /// The same pid within a minute is the same process: pids are not given again so soon. Sources
    /// that name only a place have to be nearer; systemd-oomd kills at most once in 15 seconds.
    private static final Duration SAME_PID = Duration.ofMinutes(1);

    private static final Duration SAME_PLACE = Duration.ofSeconds(10);

    /// Whether both can be the same kill.
    boolean maybe(Victim other) {
        if (pid != null && other.pid != null) {
            return pid.equals(other.pid) && within(SAME_PID, other);
        }
        return samePlace(other) && near(other);
    }

    boolean near(Victim other) {
        return within(SAME_PLACE, other);
    }

    private boolean within(Duration most, Victim other) {
        return Duration.between(time, other.time).abs().compareTo(most) <= 0;
    }

    boolean samePid(Victim other) {
        return pid != null && pid.equals(other.pid);
    }

    private boolean samePlace(Victim other) {
        return (service != null && service.equals(other.service))
                || (unit != null && unit.equals(other.unit))
                || holds(other.cgroup, unit)
                || holds(cgroup, other.unit)
                || nested(cgroup, other.cgroup)
                || nested(other.cgroup, cgroup);
    }

    private static boolean holds(@Nullable String cgroup, @Nullable String unit) {
        return unit != null && cgroup != null && (cgroup + "/").contains("/" + unit + "/");
    }

    private static boolean nested(@Nullable String outer, @Nullable String inner) {
        return outer != null
                && outer.length() > 1
                && (Objects.equals(outer, inner)
                        || (inner != null && inner.startsWith(outer + "/")));
    }
}
