package dev.varde.notifier.routing;

import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.notifier.silence.Silences;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Decides who hears of a revision. The first route that matches decides; without routes every
/// receiver does. A receiver that was told of an incident stays with it to its end.
///
/// Webhooks get every change, since programs read them. People get mail when an incident opens, is
/// resolved, is given up or warns, and when what it says changes; not for each step of a restart.
/// An acknowledged incident mails no updates; its end is mailed all the same.
public final class Router {
    private final List<Receiver> receivers;
    private final List<Route> routes;

    public Router(List<Receiver> receivers, List<Route> routes) {
        this.receivers = List.copyOf(receivers);
        this.routes = List.copyOf(routes);
    }

    /// One decision for each receiver and medium that the route names; empty when no route matches.
    ///
    /// Of an incident that another one explains nobody is told: they are told of that one. Only who
    /// was told of it before it was explained hears its end.
    public List<Decision> decide(Incident incident, Told told, Silences silences, Instant now) {
        List<Decision> decisions = routed(incident, told);
        return incident.parent() == null
                ? decisions
                : decisions.stream().map(d -> explained(d, incident, told)).toList();
    }

    private static Decision explained(Decision d, Incident incident, Told told) {
        boolean end = incident.closed() && told.receivers(incident.id()).contains(d.receiver());
        return end
                ? d
                : new Decision.HoldBack(
                        d.receiver(),
                        d.medium(),
                        "explained by incident " + incident.parent() + ", which is told instead");
    }

    private List<Decision> routed(Incident incident, Told told) {
        if (routes.isEmpty()) {
            return decisions(incident, told, receivers, "no routes: every receiver");
        }
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (RouteMatch.matches(route, incident)) {
                return decide(incident, told, route.to(), "route " + (i + 1) + " matched");
            }
        }
        return decide(incident, told, List.of(), "");
    }

    /// Who was told that it began hears how it goes on, also when a better diagnosis leads
    /// elsewhere.
    private List<Decision> decide(Incident incident, Told told, List<String> to, String because) {
        Set<String> before = told.receivers(incident.id());
        List<Decision> decisions = new ArrayList<>();
        for (Receiver receiver : receivers) {
            if (to.contains(receiver.name())) {
                decisions.addAll(decisions(incident, told, List.of(receiver), because));
            } else if (before.contains(receiver.name())) {
                decisions.addAll(decisions(incident, told, List.of(receiver), "told of it before"));
            }
        }
        return decisions;
    }

    private static List<Decision> decisions(
            Incident incident, Told told, List<Receiver> named, String route) {
        List<Decision> decisions = new ArrayList<>();
        for (Receiver receiver : named) {
            if (receiver.webhook() != null) {
                decisions.add(new Decision.Send(receiver.name(), Medium.WEBHOOK, route));
            }
            if (receiver.mail() != null) {
                decisions.add(mail(incident, told, receiver.name(), route));
            }
        }
        return decisions;
    }

    private static Decision mail(Incident incident, Told told, String receiver, String route) {
        return switch (incident.change()) {
            case OPENED, RESOLVED, GAVE_UP, WARNING ->
                    new Decision.Send(receiver, Medium.MAIL, route);
            case RESTARTING, RECOVERING ->
                    new Decision.HoldBack(
                            receiver,
                            Medium.MAIL,
                            "steps of a restart are not mailed; the end will be");
            case UPDATED -> updated(incident, told, receiver, route);
        };
    }

    private static Decision updated(Incident incident, Told told, String receiver, String route) {
        if (incident.acknowledged() != null) {
            return new Decision.HoldBack(
                    receiver,
                    Medium.MAIL,
                    "acknowledged by "
                            + incident.acknowledged().by()
                            + "; the end will be mailed all the same");
        }
        String says = Wording.untagged(Wording.subject(Wording.type(incident.change()), incident));
        boolean known =
                told.lastSubject(incident.id(), receiver, Medium.MAIL)
                        .map(Wording::untagged)
                        .filter(says::equals)
                        .isPresent();
        return known
                ? new Decision.HoldBack(
                        receiver, Medium.MAIL, "it says the same as the last mail about it")
                : new Decision.Send(receiver, Medium.MAIL, route + ", it says something new");
    }
}
