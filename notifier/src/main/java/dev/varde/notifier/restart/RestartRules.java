package dev.varde.notifier.restart;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.notifier.restart.Past.Ordered;
import java.time.Duration;
import java.time.Instant;
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

    private static final Duration ANSWER = EXPIRES.plusSeconds(5);
    private static final Duration CARRYING_OUT = Duration.ofMinutes(10);

    private final Budget budget;

    public RestartRules(Restarts limits) {
        this.budget = new Budget(limits);
    }

    public RestartDecision decide(Incident incident, Past past, Instant now) {
        Optional<String> leaveAlone = leaveAlone(incident, past);
        if (leaveAlone.isPresent()) {
            return new RestartDecision.Nothing(leaveAlone.get());
        }
        int number = past.ofIncident().size() + 1;
        Optional<Instant> answer = answerDue(incident, past, now);
        if (answer.isPresent()) {
            return new RestartDecision.Wait(
                    answer.get(), number, false, "the last order has not been answered");
        }
        Optional<String> hopeless = Hopeless.why(incident);
        if (hopeless.isPresent()) {
            return new RestartDecision.Decline(
                    "a restart does not help against " + incident.cause() + ": " + hopeless.get());
        }
        return withinBudget(past, number, now);
    }

    private RestartDecision withinBudget(Past past, int number, Instant now) {
        return switch (budget.ask(past.ofInstance(), now)) {
            case Budget.Answer.Now _ ->
                    new RestartDecision.OrderRestart(number, "restart " + number);
            case Budget.Answer.At a ->
                    new RestartDecision.Wait(
                            a.time(), number, true, "restart " + number + " after its back-off");
            case Budget.Answer.UsedUp u -> new RestartDecision.Decline(u.reason());
        };
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
                        || (incident.state() == IncidentState.GAVE_UP
                                && past.resumedAfterDecline());
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
        Duration patience =
                switch (result(incident, last.order())) {
                    case "" -> ANSWER;
                    case "started" -> CARRYING_OUT;
                    default -> Duration.ZERO;
                };
        Instant until = last.at().plus(patience);
        return until.isAfter(now) ? Optional.of(until) : Optional.empty();
    }

    private static String result(Incident incident, OrderId order) {
        return incident.restarts().stream()
                .filter(r -> r.order().equals(order))
                .map(Incident.Restart::result)
                .reduce("", (_, newer) -> newer);
    }
}
