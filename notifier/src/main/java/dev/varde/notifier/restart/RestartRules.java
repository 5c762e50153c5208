package dev.varde.notifier.restart;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Cure;
import dev.varde.notifier.restart.Past.Ordered;
import dev.varde.notifier.restart.RestartDecision.Decline;
import dev.varde.notifier.restart.RestartDecision.Nothing;
import dev.varde.notifier.restart.RestartDecision.OrderRestart;
import dev.varde.notifier.restart.RestartDecision.Wait;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides about restarting from the newest revision of an incident, what was ordered before and
/// the time; asked again at each revision and each time a wait is over.
///
/// An order is followed by another only once it has been answered, or its time to be carried out
/// has passed without an answer. A wait keeps nothing: it is decided anew from the ledger, so a
/// restart of Varde changes nothing.
public final class RestartRules {
    /// How long a collector may take to begin with an order.
    public static final Duration EXPIRES = Duration.ofSeconds(60);

    /// Until when an order that nobody answered may still be begun with.
    public static final Duration ANSWER = EXPIRES.plusSeconds(5);

    /// How long an order that was begun with may take.
    public static final Duration CARRYING_OUT = Duration.ofMinutes(10);

    private final Restarts limits;
    private final Budget budget;

    public RestartRules(Restarts limits) {
        this.limits = limits;
        this.budget = new Budget(limits);
    }

    public RestartDecision decide(Incident incident, Past past, Instant now) {
        Optional<String> leaveAlone = leaveAlone(incident, past);
        if (leaveAlone.isPresent()) {
            return new Nothing(leaveAlone.get());
        }
        int number = past.ofIncident().size() + 1;
        Optional<Instant> answer = answerDue(incident, past, now);
        if (answer.isPresent()) {
            return new Wait(answer.get(), number, false, "the last order has not been answered");
        }
        Cure cure = limits.cure(incident.cause());
        return Needs.missed(incident, cure, past, now)
                .<RestartDecision>map(m -> new Wait(m.until(), number, true, m.reason()))
                .filter(_ -> Refusals.byCause(incident, cure).isEmpty())
                .orElseGet(() -> decide(incident, cure, past, number, now));
    }

    private RestartDecision decide(
            Incident incident, Cure cure, Past past, int number, Instant now) {
        List<Ordered> counted = past.counted(incident.times().opened(), limits.reset());
        return Refusals.byCause(incident, cure)
                .or(() -> Refusals.sameAtStart(incident, cure, counted))
                .or(() -> Refusals.held(incident.cause(), cure, past, now))
                .<RestartDecision>map(Decline::new)
                .orElseGet(() -> withinBudget(incident.cause(), cure, counted, number, now));
    }

    private RestartDecision withinBudget(
            Cause cause, Cure cure, List<Ordered> counted, int number, Instant now) {
        return switch (budget.ask(counted.stream().map(Ordered::at).toList(), now)) {
            case Budget.Answer.Now a ->
                    new OrderRestart(number, reason(number, a.number(), cause), cure.dump());
            case Budget.Answer.At a ->
                    new Wait(
                            a.time(),
                            number,
                            true,
                            reason(number, a.number(), cause) + ", after its back-off");
            case Budget.Answer.UsedUp u -> new Decline(u.reason());
        };
    }

    private String reason(int number, int recent, Cause cause) {
        return "restart %d because of %s, %d of at most %d within %s"
                .formatted(number, cause, recent, limits.max(), Wording.span(limits.within()));
    }

    private static Optional<String> leaveAlone(Incident incident, Past past) {
        if (incident.service() == null || !incident.restartable()) {
            return Optional.of("no restart action, or something else restarts it");
        }
        if (incident.severity() != Severity.CRITICAL) {
            return Optional.of("a warning only");
        }
        if (past.standsDeclined(incident)) {
            return Optional.of("declined already");
        }
        if (held(incident)) {
            return Optional.of("acknowledged with hold: people see to it");
        }
        boolean down =
                incident.state() == IncidentState.OPEN
                        || (incident.state() == IncidentState.GAVE_UP && past.liftedAfterDecline());
        return down ? Optional.empty() : Optional.of("it is not down any more, or given up");
    }

    /// An acknowledgement whose note begins with `hold` asks that nothing be restarted.
    private static boolean held(Incident incident) {
        Incident.Acknowledgement ack = incident.acknowledged();
        return ack != null
                && ack.note() != null
                && ack.note().strip().toLowerCase(Locale.ROOT).startsWith("hold");
    }

    /// Until when the last order's answer is waited for; empty when there is no need to.
    private static Optional<Instant> answerDue(Incident incident, Past past, Instant now) {
        if (past.ofIncident().isEmpty()) {
            return Optional.empty();
        }
        Ordered last = past.ofIncident().getLast();
        Instant until = last.at().plus(patience(incident, last.order()));
        return until.isAfter(now) ? Optional.of(until) : Optional.empty();
    }

    /// How long after an order its outcome is waited for; zero once it is known.
    public static Duration patience(Incident incident, OrderId order) {
        return switch (result(incident, order)) {
            case "" -> ANSWER;
            case "started" -> CARRYING_OUT;
            default -> Duration.ZERO;
        };
    }

    private static String result(Incident incident, OrderId order) {
        return incident.restarts().stream()
                .filter(r -> r.order().equals(order))
                .map(Incident.Restart::result)
                .reduce("", (_, newer) -> newer);
    }
}
