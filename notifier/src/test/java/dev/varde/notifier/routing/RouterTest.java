package dev.varde.notifier.routing;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static dev.varde.notifier.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.notifier.silence.Silences;
import dev.varde.notifier.text.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouterTest {
    private static final Told NOTHING = (_, _, _) -> Optional.empty();
    private static final List<Receiver> RECEIVERS =
            List.of(mail("ops"), mail("dev"), hook("hook", "https://hooks.example.com/x"));

    @Test
    void withoutRoutesEveryReceiverIsTold() {
        List<Decision> decisions =
                router().decide(incident("i").build(), NOTHING, Silences.NONE, NOON);

        assertThat(decisions)
                .containsExactly(
                        new Decision.Send("ops", Medium.MAIL, "no routes: every receiver"),
                        new Decision.Send("dev", Medium.MAIL, "no routes: every receiver"),
                        new Decision.Send("hook", Medium.WEBHOOK, "no routes: every receiver"));
    }

    @Test
    void whoWasToldHearsTheEndThoughTheCauseLeadsElsewhere() {
        Router router =
                router(route(Map.of("cause", List.of("oom-kill")), "ops"), route(Map.of(), "hook"));

        List<Decision> decisions =
                router.decide(incident("i").build(), told("hook"), Silences.NONE, NOON);

        assertThat(decisions)
                .containsExactly(
                        new Decision.Send("ops", Medium.MAIL, "route 1 matched cause oom-kill"),
                        new Decision.Send("hook", Medium.WEBHOOK, "told of it before"));
    }

    @Test
    void nobodyIsToldOfWhatAnotherIncidentExplains() {
        List<Decision> decisions =
                router().decide(
                                incident("i").parent("postgres-died").build(),
                                NOTHING,
                                Silences.NONE,
                                NOON);

        assertThat(decisions).hasSize(3).allMatch(Decision.HoldBack.class::isInstance);
        assertThat(decisions)
                .extracting(Decision::reason)
                .containsOnly("explained by incident postgres-died, which is told instead");
    }

    @Test
    void whoWasToldBeforeItWasExplainedHearsItsEndAndNothingBetween() {
        var explained = incident("i").parent("postgres-died");
        Incident update = explained.revision(2, Change.UPDATED, IncidentState.OPEN).build();
        Incident end = explained.revision(3, Change.RESOLVED, IncidentState.RESOLVED).build();

        assertThat(router().decide(update, told("hook"), Silences.NONE, NOON))
                .allMatch(Decision.HoldBack.class::isInstance);
        assertThat(router().decide(end, told("hook"), Silences.NONE, NOON))
                .filteredOn(Decision.Send.class::isInstance)
                .extracting(Decision::receiver)
                .containsExactly("hook");
    }

    @Test
    void oneThatIsNoLongerExplainedOpensForThemAll() {
        Incident opens = incident("i").revision(4, Change.OPENED, IncidentState.GAVE_UP).build();

        List<Decision> decisions = router().decide(opens, NOTHING, Silences.NONE, NOON);

        assertThat(decisions).hasSize(3).allMatch(Decision.Send.class::isInstance);
    }

    @Test
    void theFirstRouteThatMatchesDecides() {
        Router router =
                router(
                        route(Map.of("cause", List.of("disk-full")), "dev"),
                        route(Map.of("cause", List.of("oom-kill", "hang")), "ops"),
                        route(Map.of(), "hook"));

        List<Decision> decisions =
                router.decide(incident("i").build(), NOTHING, Silences.NONE, NOON);

        assertThat(decisions)
                .containsExactly(
                        new Decision.Send("ops", Medium.MAIL, "route 2 matched cause oom-kill"));
    }

    @Test
    void aRouteToSomebodyUnknownTellsNobody() {
        assertThat(
                        router(route(Map.of(), "nobody"))
                                .decide(incident("i").build(), NOTHING, Silences.NONE, NOON))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void webhooksGetEveryChange(Change change) {
        Router router = router(route(Map.of(), "hook"));

        assertThat(router.decide(revision(change).build(), NOTHING, Silences.NONE, NOON))
                .containsExactly(
                        new Decision.Send("hook", Medium.WEBHOOK, "route 1 matched everything"));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENED,true",
        "UPDATED,true",
        "RESTARTING,false",
        "RECOVERING,false",
        "RESOLVED,true",
        "GAVE_UP,true",
        "WARNING,true"
    })
    void peopleWhoKnowOfItAreSparedTheStepsOfARestart(Change change, boolean mailed) {
        assertThat(sends(revision(change).build(), told("ops"))).isEqualTo(mailed);
    }

    @ParameterizedTest
    @EnumSource(
            value = Change.class,
            names = {"RESTARTING", "RECOVERING"})
    void whoeverWasNotToldOfItIsToldThoughItIsAStepOfARestart(Change change) {
        Decision decision =
                router(route(Map.of(), "ops"))
                        .decide(revision(change).build(), NOTHING, Silences.NONE, NOON)
                        .getFirst();

        assertThat(decision)
                .isEqualTo(
                        new Decision.Send(
                                "ops", Medium.MAIL, "route 1 matched everything, first told now"));
    }

    @Test
    void anUpdateThatSaysTheSameIsNotMailed() {
        Incident first = incident("i").build();
        Told told = (_, _, _) -> Optional.of(Wording.subject("incident.opened", first));

        assertThat(sends(revision(Change.UPDATED).build(), told)).isFalse();
    }

    @Test
    void anUpdateThatSaysSomethingNewIsMailed() {
        Incident first = incident("i").summary("was killed").cause(Cause.KILLED_BY_SIGNAL).build();
        Told told = (_, _, _) -> Optional.of(Wording.subject("incident.opened", first));

        assertThat(sends(revision(Change.UPDATED).build(), told)).isTrue();
    }

    @Test
    void anAcknowledgedIncidentMailsNoUpdatesButItsEnd() {
        assertThat(sends(revision(Change.UPDATED).acknowledged(null).build(), NOTHING)).isFalse();
        assertThat(sends(revision(Change.RESOLVED).acknowledged(null).build(), NOTHING)).isTrue();
        assertThat(sends(revision(Change.GAVE_UP).acknowledged(null).build(), NOTHING)).isTrue();
    }

    @Test
    void whoHoldsBackSaysWhy() {
        Decision decision =
                router(route(Map.of(), "ops"))
                        .decide(
                                revision(Change.UPDATED).acknowledged(null).build(),
                                NOTHING,
                                Silences.NONE,
                                NOON)
                        .getFirst();

        assertThat(decision).isInstanceOf(Decision.HoldBack.class);
        assertThat(decision.reason()).startsWith("acknowledged by kari");
    }

    @Test
    void aReceiverWithTwoMediaIsToldByBoth() {
        Receiver both =
                new Receiver(
                        "both",
                        new MailTarget(List.of("a@example.com")),
                        hook("x", "https://hooks.example.com/x").webhook());

        List<Decision> decisions =
                new Router(List.of(both), List.of())
                        .decide(incident("i").build(), NOTHING, Silences.NONE, NOON);

        assertThat(decisions)
                .extracting(Decision::medium)
                .containsExactly(Medium.WEBHOOK, Medium.MAIL);
    }

    private static dev.varde.notifier.Cast.IncidentBuilder revision(Change change) {
        return incident("i").revision(2, change, IncidentState.OPEN);
    }

    private static boolean sends(Incident incident, Told told) {
        return router(route(Map.of(), "ops")).decide(incident, told, Silences.NONE, NOON).getFirst()
                instanceof Decision.Send;
    }

    private static Told told(String receiver) {
        return new Told() {
            @Override
            public Optional<String> lastSubject(IncidentId incident, String of, Medium medium) {
                return Optional.empty();
            }

            @Override
            public Set<String> receivers(IncidentId incident) {
                return Set.of(receiver);
            }
        };
    }

    private static Router router(Route... routes) {
        return new Router(RECEIVERS, List.of(routes));
    }

    private static Route route(Map<String, List<String>> matchers, String... to) {
        return new Route(matchers, List.of(to), List.of(), null);
    }
}
