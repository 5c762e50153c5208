package dev.varde.collector.ship;

import dev.varde.events.CollectorFact;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.KernelFact;
import dev.varde.events.LogFact;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.ResourceFact;
import dev.varde.events.UnitFact;
import java.util.Arrays;
import java.util.Optional;

/// How much an event is worth when room runs out. Each weight is admitted until the spool is filled
/// to its share, so that the last part of the room is kept for deaths and kills.
enum Weight {
    /// Samples, passed checks, heartbeats: the next one makes up for it.
    ROUTINE(0, 0.50),
    /// Log lines; the file still has them.
    LOG(1, 0.75),
    /// Changes that are told once: failed checks, starts, units, gaps.
    STATE(2, 0.90),
    /// Deaths, kernel kills, orders, what is declared.
    VITAL(3, 1.00);

    private final byte code;
    private final double share;

    /// @param code how it is written on disk; never changes
    Weight(int code, double share) {
        this.code = (byte) code;
        this.share = share;
    }

    byte code() {
        return code;
    }

    static Optional<Weight> ofCode(byte code) {
        return Arrays.stream(values()).filter(w -> w.code == code).findFirst();
    }

    /// @param filled share of the room that is in use, 0 to 1
    boolean admittedAt(double filled) {
        return filled < share;
    }

    /// A worker that ends as it should, as those of a pool do by the thousand.
    private static boolean isRoutine(ProcessFact.ProcessExited e) {
        return e.role() == ProcessFact.Role.WORKER && e.exit().isCode(0);
    }

    static Weight of(Fact fact) {
        return switch (fact) {
            case HealthFact.CheckPassed _ -> ROUTINE;
            case HealthFact.CheckFailed _ -> STATE;
            case ResourceFact _ -> ROUTINE;
            case LogFact _ -> LOG;
            case ProcessFact.ProcessExited e -> isRoutine(e) ? STATE : VITAL;
            case ProcessFact.ProcessStarted _ -> STATE;
            case ProcessFact.ProcessMissing _, OrderFact _ -> VITAL;
            case KernelFact _ -> VITAL;
            case UnitFact _, Fact.Unknown _ -> STATE;
            case CollectorFact.Heartbeat _ -> ROUTINE;
            case CollectorFact.GapSeen _, CollectorFact.BlindSpot _, CollectorFact.ClockJumped _ ->
                    STATE;
            case CollectorFact.CollectorStarted _,
                    CollectorFact.CollectorStopped _,
                    CollectorFact.ServiceDeclared _ ->
                    VITAL;
        };
    }
}
