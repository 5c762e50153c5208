package dev.varde.collector;

import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which service a process belongs to.
public interface Owners {
    /// Also answers for processes that died within the last minute.
    ///
    /// @param cgroup the path the kernel named, asked when the pid is not known; or null
    Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup);

    /// The service that a systemd unit is, or whose cgroup is the unit's.
    default Optional<ServiceName> ownerOfUnit(String unit) {
        return ownerOf(0, "/system.slice/" + unit);
    }

    /// The service's main process, when one lives.
    Optional<ProcessKey> main(ServiceName service);
}
