package dev.varde.notifier.routing;

import dev.varde.events.Incident;
import dev.varde.events.Silence;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.Configuration.TimeWindow;
import dev.varde.notifier.routing.Branch.Chosen;
import dev.varde.notifier.routing.Decision.HoldBack;
import dev.varde.notifier.routing.Decision.Send;
import dev.varde.notifier.silence.SilenceReason;
import dev.varde.notifier.silence.Silences;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides who hears of a revision, and what holds it back.
///
/// Of routes beside each other the first that matches decides, and in it the first of its own;
/// without routes every receiver is told; what none matches is told to the fallback. A receiver
/// that was told of an incident stays with it to its end. What would be sent is held back where
/// another incident explains it, where a silence hides it, and in quiet windows of its route.
public final class Router {
    private final List<Receiver> receivers;
    private final List<Branch> branches;
    private final @Nullable String fallback;

    public Router(List<Receiver> receivers, List<Route> routes) {
        this(receivers, routes, List.of(), null);
    }

    /// @throws IllegalArgumentException when a route names a window that is none of `times`
    public Router(
            List<Receiver> receivers,
            List<Route> routes,
            List<TimeWindow> times,
            @Nullable String fallback) {
        this.receivers = List.copyOf(receivers);
        this.branches = Branch.all(routes, "", times);
        this.fallback = fallback;
    }

    public static Router of(Configuration configuration) {
        return new Router(
                configuration.receivers(),
                configuration.routes(),
                configuration.times(),
                configuration.fallback());
    }

    /// Why a receiver is told, and how.
    ///
    /// @param by the route, or null when it is told for another reason
    private record Call(String why, @Nullable Chosen by) {
        Terms terms(Incident incident) {
            return by == null ? Terms.NONE : by.terms(incident);
        }
    }

    /// One decision for each receiver and medium; empty when no route matches and there is no
    /// fallback. It may be asked again for the same revision, when a reason to hold back is over.
    public List<Decision> decide(Incident incident, Told told, Silences silences, Instant now) {
        Map<String, Call> calls = calls(incident, told.receivers(incident.id()), now);
        List<Decision> decisions = new ArrayList<>();
        for (Receiver receiver : receivers) {
            Call call = calls.get(receiver.name());
            if (call != null) {
                media(receiver, incident, told, call).stream()
                        .map(d -> hindered(d, call, incident, told, silences, now))
                        .forEach(decisions::add);
            }
        }
        return decisions;
    }

    /// Who was told that it began hears how it goes on, also when a better diagnosis leads
    /// elsewhere.
    private Map<String, Call> calls(Incident incident, Set<String> before, Instant now) {
        Map<String, Call> calls = new LinkedHashMap<>();
        if (branches.isEmpty()) {
            receivers.forEach(
                    r -> calls.put(r.name(), new Call("no routes: every receiver", null)));
            return calls;
        }
        List<Chosen> chosen = Branch.choose(branches, incident, now);
        for (Chosen by : chosen) {
            by.branch().route().to().forEach(r -> calls.putIfAbsent(r, new Call(by.why(), by)));
        }
        if (chosen.isEmpty() && fallback != null) {
            calls.put(fallback, new Call("no route matched: the fallback", null));
        }
        before.forEach(r -> calls.putIfAbsent(r, new Call("told of it before", null)));
        return calls;
    }

    private static List<Decision> media(
            Receiver receiver, Incident incident, Told told, Call call) {
        Terms terms = call.terms(incident);
        List<Decision> decisions = new ArrayList<>();
        if (receiver.webhook() != null) {
            decisions.add(new Send(receiver.name(), Medium.WEBHOOK, call.why(), terms));
        }
        if (receiver.mail() != null) {
            decisions.add(Mailing.of(incident, told, receiver.name(), call.why(), terms));
        }
        return decisions;
    }

    /// Of an incident that another one explains nobody is told: they are told of that one. A
    /// silence hides it. But who was told of it hears its end all the same.
    private static Decision hindered(
            Decision d, Call call, Incident incident, Told told, Silences silences, Instant now) {
        boolean end = incident.closed() && told.receivers(incident.id()).contains(d.receiver());
        if (incident.parent() != null && !end) {
            return new HoldBack(
                    d.receiver(),
                    d.medium(),
                    "explained by incident " + incident.parent() + ", which is told instead");
        }
        return switch (d) {
            case HoldBack h -> h;
            case Send s ->
                    silences.over(incident, now)
                            .filter(_ -> !end)
                            .map(silence -> silenced(s, silence, silences.until(silence, now)))
                            .orElseGet(() -> loud(s, call, now));
        };
    }

    private static Decision silenced(Send s, Silence silence, Instant until) {
        return new HoldBack(s.receiver(), s.medium(), SilenceReason.of(silence, until), until);
    }

    private static Decision loud(Send s, Call call, Instant now) {
        if (call.by() == null) {
            return s;
        }
        Branch branch = call.by().branch();
        return branch.quiet().end(now).<Decision>map(end -> quiet(s, branch, end, now)).orElse(s);
    }

    private static Decision quiet(Send s, Branch branch, Instant end, Instant now) {
        String reason =
                "%s, quiet in %s until %s"
                        .formatted(
                                s.reason(),
                                branch.quiet().open(now).orElse("a window"),
                                end.truncatedTo(ChronoUnit.SECONDS));
        return new HoldBack(s.receiver(), s.medium(), reason, end);
    }
}
