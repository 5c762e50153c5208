package dev.varde.events.wire;

import dev.varde.events.CollectorFact;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.KernelFact;
import dev.varde.events.LogFact;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.ResourceFact;
import dev.varde.events.UnitFact;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The pinned names of everything on the wire. A name never changes and never goes; a class may.
public final class Types {
    public static final String INCIDENT = "incident";
    public static final String DELIVERY = "delivery";
    public static final String RESTART_ORDER = "restart-order";

    private static final Map<String, Class<? extends Fact>> FACTS =
            Map.ofEntries(
                    Map.entry("health.passed", HealthFact.CheckPassed.class),
                    Map.entry("health.failed", HealthFact.CheckFailed.class),
                    Map.entry("process.started", ProcessFact.ProcessStarted.class),
                    Map.entry("process.exited", ProcessFact.ProcessExited.class),
                    Map.entry("process.missing", ProcessFact.ProcessMissing.class),
                    Map.entry("memory.host", ResourceFact.HostMemorySampled.class),
                    Map.entry("memory.service", ResourceFact.ServiceMemorySampled.class),
                    Map.entry("pressure.host", ResourceFact.HostPressureSampled.class),
                    Map.entry("limits.host", ResourceFact.HostLimitsSampled.class),
                    Map.entry("disk", ResourceFact.DiskSampled.class),
                    Map.entry("log.matched", LogFact.LogMatched.class),
                    Map.entry("kernel.oom-kill", KernelFact.OomKilled.class),
                    Map.entry("kernel.trap", KernelFact.TrapRaised.class),
                    Map.entry("kernel.reported", KernelFact.KernelReported.class),
                    Map.entry("unit.changed", UnitFact.UnitChanged.class),
                    Map.entry("unit.process-exited", UnitFact.UnitProcessExited.class),
                    Map.entry("unit.failed", UnitFact.UnitFailed.class),
                    Map.entry("unit.restart-scheduled", UnitFact.RestartScheduled.class),
                    Map.entry("unit.start-limit-hit", UnitFact.StartLimitHit.class),
                    Map.entry("unit.watchdog-expired", UnitFact.WatchdogExpired.class),
                    Map.entry("unit.core-dumped", UnitFact.CoreDumped.class),
                    Map.entry("collector.started", CollectorFact.CollectorStarted.class),
                    Map.entry("collector.stopped", CollectorFact.CollectorStopped.class),
                    Map.entry("collector.heartbeat", CollectorFact.Heartbeat.class),
                    Map.entry("service.declared", CollectorFact.ServiceDeclared.class),
                    Map.entry("host.rebooted", CollectorFact.HostRebooted.class),
                    Map.entry("clock.jumped", CollectorFact.ClockJumped.class),
                    Map.entry("gap", CollectorFact.GapSeen.class),
                    Map.entry("blind-spot", CollectorFact.BlindSpot.class),
                    Map.entry("blind-spot.cured", CollectorFact.BlindSpotCured.class),
                    Map.entry("configuration.taken", CollectorFact.ConfigurationTaken.class),
                    Map.entry("configuration.rejected", CollectorFact.ConfigurationRejected.class),
                    Map.entry("order.started", OrderFact.OrderStarted.class),
                    Map.entry("order.carried-out", OrderFact.OrderCarriedOut.class),
                    Map.entry("order.refused", OrderFact.OrderRefused.class),
                    Map.entry("order.thread-dump", OrderFact.ThreadDumpTaken.class));

    private static final Map<String, Class<? extends OperatorWord>> WORDS =
            Map.ofEntries(
                    Map.entry("operator.acknowledge", OperatorWord.Acknowledge.class),
                    Map.entry("operator.close", OperatorWord.Close.class),
                    Map.entry("operator.restart-now", OperatorWord.RestartNow.class),
                    Map.entry("operator.resume", OperatorWord.Resume.class),
                    Map.entry("operator.decline-restart", OperatorWord.DeclineRestart.class),
                    Map.entry("operator.restarts-stopped", OperatorWord.RestartsStopped.class),
                    Map.entry("operator.restart-approved", OperatorWord.RestartApproved.class),
                    Map.entry("operator.test-receiver", OperatorWord.TestReceiver.class),
                    Map.entry("operator.deploy-started", OperatorWord.DeployStarted.class),
                    Map.entry("operator.deploy-ended", OperatorWord.DeployEnded.class),
                    Map.entry(
                            "operator.maintenance-planned", OperatorWord.MaintenancePlanned.class),
                    Map.entry("operator.maintenance-ended", OperatorWord.MaintenanceEnded.class),
                    Map.entry("operator.replay-deliveries", OperatorWord.ReplayDeliveries.class),
                    Map.entry("operator.receiver-enabled", OperatorWord.ReceiverEnabled.class),
                    Map.entry("operator.canary-lit", OperatorWord.CanaryLit.class),
                    Map.entry("operator.silence-added", OperatorWord.SilenceAdded.class),
                    Map.entry("operator.silence-ended", OperatorWord.SilenceEnded.class));

    private static final Map<Class<?>, String> NAMES = inverse();

    private Types() {}

    public static String of(Fact fact) {
        return fact instanceof Fact.Unknown u ? u.type() : name(fact);
    }

    public static String of(OperatorWord word) {
        return word instanceof OperatorWord.Unknown u ? u.type() : name(word);
    }

    static @Nullable Class<? extends Fact> factOf(String type) {
        return FACTS.get(type);
    }

    static @Nullable Class<? extends OperatorWord> wordOf(String type) {
        return WORDS.get(type);
    }

    /// All records that have a pinned name, by it.
    public static Map<String, Class<?>> all() {
        return NAMES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    private static String name(Object value) {
        String name = NAMES.get(value.getClass());
        if (name == null) {
            throw new IllegalArgumentException(
                    value.getClass() + " has no name on the wire; add it to Types");
        }
        return name;
    }

    private static Map<Class<?>, String> inverse() {
        Map<Class<?>, String> names =
                FACTS.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        Map<Class<?>, String> words =
                WORDS.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        Map<Class<?>, String> all = new java.util.HashMap<>(names);
        all.putAll(words);
        all.put(dev.varde.events.Incident.class, INCIDENT);
        all.put(dev.varde.events.Delivery.class, DELIVERY);
        all.put(dev.varde.events.RestartOrder.class, RESTART_ORDER);
        return Map.copyOf(all);
    }
}
