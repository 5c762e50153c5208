package dev.varde.events;

import org.jspecify.annotations.Nullable;

/// What the unit manager says of a service.
public sealed interface UnitFact extends Fact {
    /// @param active ActiveState, such as `active`, `failed`
    /// @param sub SubState, such as `running`, `auto-restart`
    /// @param result Result, such as `success`, `oom-kill`, `start-limit-hit`
    /// @param restarts NRestarts
    record UnitChanged(
            String unit,
            String active,
            String sub,
            String result,
            int restarts,
            @Nullable Integer mainPid)
            implements UnitFact {}
}
