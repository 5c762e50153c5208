package dev.varde.events;

import org.jspecify.annotations.Nullable;

/// What the unit manager says of a service. [UnitChanged] is what it says when asked, which may be
/// gone after a restart; all others it wrote into its journal when they happened.
public sealed interface UnitFact extends Fact {
    /// The unit with its ending, such as `kontali.service`; null where it was not said.
    @Nullable String unit();

    /// @param active ActiveState, such as `active`, `failed`
    /// @param sub SubState, such as `running`, `auto-restart`
    /// @param result Result, such as `success`, `oom-kill`, `start-limit-hit`
    /// @param restarts NRestarts
    /// @param ended how its last main process ended, or null when none did, or none said
    /// @param guards what protects it, or null when not said
    record UnitChanged(
            String unit,
            String active,
            String sub,
            String result,
            int restarts,
            @Nullable Integer mainPid,
            @Nullable MainEnd ended,
            @Nullable Guards guards)
            implements UnitFact {
        public UnitChanged(
                String unit,
                String active,
                String sub,
                String result,
                int restarts,
                @Nullable Integer mainPid) {
            this(unit, active, sub, result, restarts, mainPid, null, null);
        }
    }

    /// How a process ended, as the unit manager tells it (ExecMainCode of systemd).
    enum EndCode {
        EXITED,
        KILLED,
        DUMPED
    }

    /// The end of a unit's main process.
    ///
    /// @param status exit code 0 to 255, or signal number
    record MainEnd(int pid, EndCode code, int status) {
        public ExitStatus exit() {
            return exitStatus(code, status);
        }
    }

    /// What protects a unit and its host (systemd.service(5), systemd.resource-control(5)).
    ///
    /// @param restart Restart, such as `no`, `on-failure`
    /// @param memoryMax bytes, or null for no limit
    /// @param oomPolicy OOMPolicy, such as `stop`; empty where the unit manager has none
    /// @param watchdogMicros WatchdogUSec; 0 for none
    record Guards(
            String restart, @Nullable Long memoryMax, String oomPolicy, long watchdogMicros) {}

    /// A process of the unit ended.
    ///
    /// @param main it was the main process, not one of ExecStartPre, ExecReload and the like
    /// @param pid of the main process, where the unit manager had said it before
    /// @param status exit code 0 to 255, or signal number
    record UnitProcessExited(
            String unit, boolean main, @Nullable Integer pid, EndCode code, int status, String text)
            implements UnitFact {
        public ExitStatus exit() {
            return exitStatus(code, status);
        }
    }

    /// The unit entered the failed state, or is about to be restarted after a failure.
    ///
    /// @param result such as `exit-code`, `signal`, `core-dump`, `oom-kill`, `watchdog`, `timeout`
    record UnitFailed(String unit, String result, String text) implements UnitFact {}

    /// The unit manager restarts the unit by itself.
    ///
    /// @param counter restarts since the unit was last started by hand
    record RestartScheduled(String unit, int counter, String text) implements UnitFact {}

    /// It was started too often in too short a time; the unit manager does not start it again.
    record StartLimitHit(String unit, String text) implements UnitFact {}

    /// It did not say in time that it lives, and the unit manager kills it.
    record WatchdogExpired(String unit, String text) implements UnitFact {}

    /// A process left a core dump that systemd-coredump took.
    ///
    /// @param comm the name, cut to 15 characters by the kernel
    record CoreDumped(
            @Nullable String unit,
            int pid,
            int signal,
            String comm,
            @Nullable String exe,
            String text)
            implements UnitFact {}

    private static ExitStatus exitStatus(EndCode code, int status) {
        return switch (code) {
            case EXITED -> ExitStatus.exited(status);
            case KILLED -> ExitStatus.signalled(status, false);
            case DUMPED -> ExitStatus.signalled(status, true);
        };
    }
}
