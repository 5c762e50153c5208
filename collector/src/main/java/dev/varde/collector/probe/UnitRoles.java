package dev.varde.collector.probe;

import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitChanged;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Which process in a unit's cgroup is the service's main one: the `MainPID` of systemd.
///
/// All others, such as those of `ExecStartPre` and `ExecReload`, are workers. Where systemd cannot
/// be asked, or says that an active unit has no main process, the oldest one is it.
final class UnitRoles {
    private static final Set<String> RUNNING = Set.of("active", "reloading");

    private final Function<String, Optional<UnitChanged>> states;
    private final Roster roster;
    private final Consumer<ServiceName> ask;

    /// @param states what systemd last said of a unit; empty where it cannot be asked
    /// @param ask has systemd asked again about the unit of a service
    UnitRoles(
            Function<String, Optional<UnitChanged>> states,
            Roster roster,
            Consumer<ServiceName> ask) {
        this.states = states;
        this.roster = roster;
        this.ask = ask;
    }

    /// The role of a process that was just found.
    ///
    /// @param inherited whether an ancestor belongs to the service
    Role of(ServiceName service, String unit, int pid, boolean inherited) {
        Integer main = states.apply(unit).map(UnitChanged::mainPid).orElse(null);
        if (main != null) {
            return main == pid ? Role.MAIN : Role.WORKER;
        }
        boolean free = mayPromote(unit) && roster.main(service).isEmpty();
        return free && !inherited ? Role.MAIN : Role.WORKER;
    }

    /// Whether the oldest process may be taken for the main one.
    boolean mayPromote(String unit) {
        return states.apply(unit)
                .map(s -> s.mainPid() == null && RUNNING.contains(s.active()))
                .orElse(true);
    }

    /// Follows what systemd says now, and has it asked again while a process is too new for it.
    void settle(ServiceName service, String unit) {
        Optional<UnitChanged> state = states.apply(unit);
        state.map(UnitChanged::mainPid)
                .flatMap(roster::living)
                .filter(m -> m.service.equals(service))
                .ifPresent(this::lead);
        boolean undecided =
                roster.main(service).isEmpty()
                        && roster.of(service).stream().anyMatch(m -> !m.announced);
        if (state.isPresent() && undecided) {
            ask.accept(service);
        }
    }

    private void lead(Member main) {
        roster.of(main.service).forEach(m -> m.role = m == main ? Role.MAIN : Role.WORKER);
    }
}
