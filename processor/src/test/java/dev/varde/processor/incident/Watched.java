package dev.varde.processor.incident;

import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.Incident.Restart;
import dev.varde.events.Incident.Times;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.incident.State.Quiet;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One life, watched step by step. Says what must hold at each, in plain conditions, since it is
/// asked millions of times.
final class Watched {
    private static final int TIMELINE = 100;
    private static final int RESTARTS = 50;

    private final int seed;
    private final Set<IncidentId> ids = new HashSet<>();
    private final Set<EventId> told = new HashSet<>();
    private final Set<OrderId> orders = new HashSet<>();
    private @Nullable Incident last;
    private boolean gaveUp;
    private int revisions;

    Watched(int seed) {
        this.seed = seed;
    }

    int revisions() {
        return revisions;
    }

    int incidents() {
        return ids.size();
    }

    void step(Signal signal, Step step) {
        if (signal instanceof Signal.OrderBegan s) {
            orders.add(s.order());
        }
        if (signal instanceof Signal.OrderFailed s && s.refused()) {
            orders.add(s.order());
        }
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Tell e -> tell(signal, e.incident());
                case Effect.Forget e -> forget(e.incident());
            }
        }
        must(step.effects().size() <= 1, "a signal has one effect at most");
        kept(step.state());
    }

    private void tell(Signal signal, Incident i) {
        Incident before = last;
        if (before == null || before.closed()) {
            opens(i);
            died(signal, true);
        } else {
            must(i.id().equals(before.id()), "an open incident is followed by none but itself");
            must(i.revision() == before.revision() + 1, "revisions count up by one");
            goesOn(signal, i, before);
        }
        times(i.times());
        restarts(i);
        must(i.timeline().size() <= TIMELINE, "the timeline is bounded");
        last = i;
        revisions++;
    }

    private void opens(Incident i) {
        must(ids.add(i.id()), "a closed incident never opens again");
        must(i.revision() == 1, "the first revision is 1");
        must(i.occurrences() == 1, "it begins with one trouble");
        must(i.state() == IncidentState.OPEN, "it begins open");
        must(i.change() == Change.OPENED || i.change() == Change.WARNING, "it begins with trouble");
        must(i.times().recovered() == null, "nothing recovers without a death");
        gaveUp = false;
    }

    private void goesOn(Signal signal, Incident i, Incident before) {
        must(i.change() != Change.OPENED && i.change() != Change.WARNING, "it opens once");
        must((i.change() == Change.RESOLVED) == i.closed(), "its end is told as such");
        must(i.occurrences() - before.occurrences() <= 1, "deaths count one by one");
        must(i.occurrences() >= before.occurrences(), "deaths are never taken back");
        died(signal, i.occurrences() > before.occurrences());
        if (i.change() == Change.RECOVERING) {
            must(signal instanceof Signal.Healthy, "only health is a recovery");
            must(before.state() != IncidentState.RECOVERING, "a recovery is told once");
        }
        if (i.change() == Change.GAVE_UP) {
            must(!gaveUp, "giving up is told once");
            gaveUp = true;
        }
    }

    /// @param counted whether the incident counted a trouble at this signal
    private void died(Signal signal, boolean counted) {
        if (!counted) {
            return;
        }
        switch (signal) {
            case Signal.Died s -> must(told.add(s.account().trigger()), "no death is told twice");
            case Signal.Failing s ->
                    must(told.add(s.account().trigger()), "no failure is told twice");
            default -> must(false, "only trouble counts as trouble");
        }
    }

    private void times(Times t) {
        ordered(t.died(), t.detected(), "it is detected after it died");
        ordered(t.opened(), t.resolved(), "it is resolved after it opened");
        ordered(t.restarted(), t.recovered(), "it recovers after its restart");
        ordered(t.recovered(), t.resolved(), "it is resolved after it recovered");
        ordered(t.opened(), t.restarted(), "it is restarted after it opened");
    }

    private void restarts(Incident i) {
        must(i.restarts().size() <= RESTARTS, "restarts are bounded");
        Set<OrderId> once = new HashSet<>();
        int number = 0;
        for (Restart r : i.restarts()) {
            must(once.add(r.order()), "an order restarts once");
            must(orders.contains(r.order()), "nothing restarts without an order");
            must(number == 0 || r.number() == number + 1, "restarts count up by one");
            number = r.number();
        }
    }

    private void forget(IncidentId id) {
        must(last != null && last.id().equals(id), "what is forgotten was told");
        must(last != null && last.closed(), "only what is closed is forgotten");
    }

    private void kept(State state) {
        switch (state) {
            case Quiet _ -> must(last == null || last.closed(), "nothing open is lost");
            case Episode e -> {
                must(last != null && e.told().id().equals(last.id()), "what is kept was told");
                must(
                        last != null && e.told().revision() == last.revision(),
                        "what is kept is the last revision");
                must(e.triggers().size() <= RESTARTS, "what is remembered is bounded");
            }
        }
    }

    private void ordered(@Nullable Instant first, @Nullable Instant second, String rule) {
        must(first == null || second == null || !second.isBefore(first), rule);
    }

    private void must(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule + ", not so with seed " + seed + ": " + last);
        }
    }
}
