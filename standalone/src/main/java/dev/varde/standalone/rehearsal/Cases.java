package dev.varde.standalone.rehearsal;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.config.RouteTest.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Incidents with only what routes and silences go by.
public final class Cases {
    private Cases() {}

    /// An incident as it was when it opened, with what is known of it now.
    public static Incident opened(Incident i) {
        return slim(i, 1, Change.OPENED, IncidentState.OPEN);
    }

    /// An incident as it stands.
    public static Incident slim(Incident i) {
        return slim(i, i.revision(), i.change(), i.state());
    }

    private static Incident slim(Incident i, int revision, Change change, IncidentState state) {
        return new Incident(
                i.id(),
                revision,
                change,
                state,
                i.severity(),
                i.service(),
                i.host(),
                i.labels(),
                i.cause(),
                i.confidence(),
                i.phase(),
                i.summary(),
                i.times(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                i.occurrences(),
                List.of(),
                i.parent(),
                null,
                i.restartable(),
                null,
                List.of(),
                List.of(),
                List.of());
    }

    /// @param at when it opens
    public static Incident example(Example e, Instant at) {
        String who = e.service() == null ? e.host().value() : e.service() + " on " + e.host();
        return new Incident(
                new IncidentId("example"),
                1,
                change(e.state()),
                e.state(),
                e.severity(),
                e.service(),
                e.host(),
                e.labels(),
                e.cause(),
                e.confidence(),
                e.phase(),
                who + ": an example of " + e.cause(),
                new Incident.Times(null, at, at, at, null, null, resolved(e.state(), at)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                e.service() != null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    private static @Nullable Instant resolved(IncidentState state, Instant at) {
        return state == IncidentState.RESOLVED ? at : null;
    }

    private static Change change(IncidentState state) {
        return switch (state) {
            case OPEN -> Change.OPENED;
            case RESTARTING -> Change.RESTARTING;
            case RECOVERING -> Change.RECOVERING;
            case RESOLVED -> Change.RESOLVED;
            case GAVE_UP -> Change.GAVE_UP;
        };
    }
}
