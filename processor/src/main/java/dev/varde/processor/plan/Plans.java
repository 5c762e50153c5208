package dev.varde.processor.plan;

import dev.varde.events.HostName;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The plans that people told, oldest first, at most 500. Those that have been over for a week go.
public record Plans(List<Plan> plans) {
    public static final Plans NONE = new Plans(List.of());

    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final int MOST = 500;

    public Plans {
        plans = List.copyOf(plans);
    }

    /// What is planned once this word was said; itself when the word plans nothing.
    public Plans heard(OperatorWord word) {
        return switch (word) {
            case OperatorWord.DeployStarted w ->
                    with(
                            new Plan(
                                    Plan.Kind.DEPLOY,
                                    w.service(),
                                    w.on(),
                                    w.at(),
                                    w.at().plus(Plan.LONGEST_DEPLOY),
                                    w.by(),
                                    w.note()));
            case OperatorWord.DeployEnded w -> ended(Plan.Kind.DEPLOY, w.service(), w.on(), w.at());
            case OperatorWord.MaintenancePlanned w ->
                    with(
                            new Plan(
                                    Plan.Kind.MAINTENANCE,
                                    w.service(),
                                    w.on(),
                                    w.from(),
                                    w.until(),
                                    w.by(),
                                    w.note()));
            case OperatorWord.MaintenanceEnded w ->
                    ended(Plan.Kind.MAINTENANCE, w.service(), w.on(), w.at());
            case OperatorWord.Acknowledge _,
                    OperatorWord.Close _,
                    OperatorWord.RestartNow _,
                    OperatorWord.Resume _,
                    OperatorWord.DeclineRestart _,
                    OperatorWord.RestartsStopped _,
                    OperatorWord.RestartApproved _,
                    OperatorWord.TestReceiver _,
                    OperatorWord.ReplayDeliveries _,
                    OperatorWord.ReceiverEnabled _,
                    OperatorWord.CanaryLit _,
                    OperatorWord.SilenceAdded _,
                    OperatorWord.SilenceEnded _,
                    OperatorWord.Unknown _ ->
                    this;
        };
    }

    /// The host that a word plans something for; empty when it plans for every host.
    ///
    /// @throws IllegalArgumentException when the word plans nothing
    public static Optional<HostName> host(OperatorWord word) {
        return Optional.ofNullable(
                switch (word) {
                    case OperatorWord.DeployStarted w -> w.on();
                    case OperatorWord.DeployEnded w -> w.on();
                    case OperatorWord.MaintenancePlanned w -> w.on();
                    case OperatorWord.MaintenanceEnded w -> w.on();
                    case OperatorWord.Acknowledge _,
                            OperatorWord.Close _,
                            OperatorWord.RestartNow _,
                            OperatorWord.Resume _,
                            OperatorWord.DeclineRestart _,
                            OperatorWord.RestartsStopped _,
                            OperatorWord.RestartApproved _,
                            OperatorWord.TestReceiver _,
                            OperatorWord.ReplayDeliveries _,
                            OperatorWord.ReceiverEnabled _,
                            OperatorWord.CanaryLit _,
                            OperatorWord.SilenceAdded _,
                            OperatorWord.SilenceEnded _,
                            OperatorWord.Unknown _ ->
                            word.host();
                });
    }

    /// What is said twice, as when it is read again, is one plan.
    private Plans with(Plan plan) {
        List<Plan> all = new ArrayList<>(plans);
        all.removeIf(p -> p.equals(plan) || p.until().isBefore(plan.from().minus(REMEMBERED)));
        all.add(plan);
        return new Plans(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    private Plans ended(
            Plan.Kind kind, @Nullable ServiceName service, @Nullable HostName host, Instant at) {
        return new Plans(
                plans.stream().map(p -> p.isOf(kind, service, host) ? p.endedAt(at) : p).toList());
    }
}
