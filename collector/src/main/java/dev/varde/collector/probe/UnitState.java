package dev.varde.collector.probe;

import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.MainEnd;
import dev.varde.events.UnitFact.UnitChanged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What systemd says of one unit when it is asked (`systemctl show`, org.freedesktop.systemd1(5)).
///
/// @param fact what is told of it
/// @param found whether there is such a unit (LoadState)
/// @param invocation InvocationID of its newest start; empty for one that never ran
/// @param newestPid the main process of that start, living or not; null where there was none
/// @param controlGroup its control group from the hierarchy's root; empty while nothing runs
/// @param memory MemoryCurrent, bytes; null when not counted
/// @param restartMicros RestartUSecNext, or RestartUSec before version 254: the wait before its
///   next restart
record UnitState(
        UnitChanged fact,
        boolean found,
        String invocation,
        @Nullable Integer newestPid,
        String controlGroup,
        @Nullable Long memory,
        long restartMicros) {
    static final String PROPERTIES =
            "Id,LoadState,ActiveState,SubState,Result,NRestarts,MainPID,ExecMainPID,ExecMainCode,"
                    + "ExecMainStatus,InvocationID,ControlGroup,MemoryCurrent,MemoryMax,MemoryLimit,"
                    + "OOMPolicy,Restart,RestartUSec,RestartUSecNext,WatchdogUSec";

    /// CLD_EXITED, CLD_KILLED and CLD_DUMPED of waitid(2).
    private static final Map<String, EndCode> CODES =
            Map.of("1", EndCode.EXITED, "2", EndCode.KILLED, "3", EndCode.DUMPED);

    /// Blocks of `Name=value` lines, in the order of the units that were asked for, divided by
    /// empty lines.
    static Map<String, UnitState> parse(List<String> units, String output) {
        Map<String, UnitState> states = new HashMap<>();
        String[] blocks = UnitProperties.blocks(output);
        for (int i = 0; i < blocks.length && i < units.size(); i++) {
            String unit = units.get(i);
            block(unit, blocks[i]).ifPresent(state -> states.put(unit, state));
        }
        return states;
    }

    private static Optional<UnitState> block(String unit, String text) {
        UnitProperties p = UnitProperties.of(text);
        if (!p.values().containsKey("ActiveState")) {
            return Optional.empty();
        }
        Integer main = p.pid("MainPID");
        Integer newest = p.pid("ExecMainPID");
        UnitChanged fact =
                new UnitChanged(
                        unit,
                        p.text("ActiveState"),
                        p.text("SubState"),
                        p.text("Result"),
                        p.number("NRestarts"),
                        main,
                        ended(p, newest),
                        guards(p));
        return Optional.of(
                new UnitState(
                        fact,
                        !p.text("LoadState").equals("not-found"),
                        p.text("InvocationID"),
                        main == null ? newest : main,
                        p.text("ControlGroup"),
                        p.bytes("MemoryCurrent"),
                        p.values().containsKey("RestartUSecNext")
                                ? p.micros("RestartUSecNext")
                                : p.micros("RestartUSec")));
    }

    private static @Nullable MainEnd ended(UnitProperties p, @Nullable Integer pid) {
        EndCode code = CODES.get(p.text("ExecMainCode"));
        return code == null || pid == null || !valid(code, p.number("ExecMainStatus"))
                ? null
                : new MainEnd(pid, code, p.number("ExecMainStatus"));
    }

    private static boolean valid(EndCode code, int status) {
        return status <= 255 && (code == EndCode.EXITED || status > 0);
    }

    private static @Nullable Guards guards(UnitProperties p) {
        if (!p.values().containsKey("Restart")) {
            return null;
        }
        Long limit = p.bytes("MemoryMax");
        return new Guards(
                p.text("Restart"),
                limit == null ? p.bytes("MemoryLimit") : limit,
                p.text("OOMPolicy"),
                p.micros("WatchdogUSec"));
    }
}
