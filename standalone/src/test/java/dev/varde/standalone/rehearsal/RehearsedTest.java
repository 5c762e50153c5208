package dev.varde.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.Weekly;
import dev.varde.events.config.Configuration.Escalation;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.Configuration.TimeWindow;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.RouteTest.Example;
import dev.varde.events.config.Secret;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.silence.Silences;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RehearsedTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final TimeWindow LUNCH =
            new TimeWindow(
                    "lunch",
                    new Weekly(
                            EnumSet.allOf(DayOfWeek.class),
                            LocalTime.of(11, 30),
                            Duration.ofHours(1),
                            ZoneOffset.UTC));

    @Test
    void whatIsStillOpenWhenItIsQuietNoMoreIsTold() {
        Rehearsed open =
                Rehearsed.whole(quietAtLunch(), incident(IncidentState.OPEN), Silences.NONE);

        assertThat(open.told()).containsOnlyKeys("ops");
        assertThat(open.held()).isEmpty();
        assertThat(open.later()).containsOnlyKeys("boss");
    }

    @Test
    void whatIsOverByThenIsNot() {
        Rehearsed over =
                Rehearsed.whole(quietAtLunch(), incident(IncidentState.RESOLVED), Silences.NONE);

        assertThat(over.told()).isEmpty();
        assertThat(over.held()).containsOnlyKeys("ops");
    }

    @Test
    void whoWasToldByEscalationMakesNoDifferenceWhereItMayBeSo() {
        Incident open = incident(IncidentState.OPEN);
        Rehearsed next = Rehearsed.whole(quietAtLunch(), open, Silences.NONE);

        assertThat(Difference.fromFact(open, next, Set.of("ops"))).isEmpty();
        assertThat(Difference.fromFact(open, next, Set.of("ops", "boss"))).isEmpty();
        assertThat(Difference.fromFact(open, next, Set.of("boss", "dba")))
                .extracting(Difference::receiver, Difference::isNew)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ops", true),
                        org.assertj.core.groups.Tuple.tuple("dba", false));
    }

    private static Incident incident(IncidentState state) {
        return Cases.example(
                new Example(
                        new ServiceName("kontali"),
                        new HostName("web-1"),
                        Cause.OOM_KILL,
                        Severity.CRITICAL,
                        Confidence.CERTAIN,
                        state,
                        null,
                        Map.of(),
                        NOON),
                NOON);
    }

    private static Router quietAtLunch() {
        Route route =
                new Route(
                        Map.of(),
                        Map.of(),
                        List.of("ops"),
                        List.of(),
                        Duration.ZERO,
                        Route.INTERVAL,
                        null,
                        false,
                        List.of(),
                        List.of("lunch"),
                        List.of(new Escalation(Duration.ofMinutes(10), List.of("boss"))),
                        List.of());
        return new Router(List.of(hook("ops"), hook("boss")), List.of(route), List.of(LUNCH), null);
    }

    private static Receiver hook(String name) {
        return new Receiver(
                name,
                null,
                new WebhookTarget(new Secret("https://h.example.com"), null, Format.VARDE, false));
    }
}
