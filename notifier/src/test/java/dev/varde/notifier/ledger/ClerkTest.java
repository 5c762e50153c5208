package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static dev.varde.notifier.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.routing.Router;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClerkTest {
    private static final Receiver BOTH =
            new Receiver(
                    "both",
                    new MailTarget(List.of("kari@example.com")),
                    hook("x", "https://hooks.example.com/x").webhook());

    private final LedgerState state = new LedgerState();

    @Test
    void everyReceiverGetsAnIntentWithAnIdOfItsOwn() {
        List<Job> jobs = clerk(mail("ops"), BOTH).about(incident("i").build(), 3, false, NOON);

        assertThat(jobs)
                .extracting(j -> j.delivery().id().value())
                .containsExactly("i/1/mail/ops", "i/1/webhook/both", "i/1/mail/both");
        assertThat(jobs).extracting(Job::partition).containsOnly(3);
        assertThat(jobs).extracting(j -> j.delivery().state()).containsOnly(State.INTENDED);
        assertThat(jobs)
                .extracting(j -> j.delivery().reason())
                .containsOnly("no routes: every receiver");
    }

    @Test
    void aRevisionThatIsInTheLedgerIsNotDecidedAgain() {
        Clerk clerk = clerk(mail("ops"));
        remember(clerk.about(incident("i").build(), 0, false, NOON));

        assertThat(clerk.about(incident("i").build(), 0, false, NOON)).isEmpty();
    }

    @Test
    void whatAnotherIncidentExplainsIsInTheLedgerAsHeldBackWithTheReason() {
        List<Job> jobs =
                clerk(mail("ops"), BOTH)
                        .about(incident("i").parent("postgres-died").build(), 0, false, NOON);

        assertThat(states(jobs)).hasSize(3).containsOnly(State.HELD_BACK);
        assertThat(jobs)
                .extracting(j -> j.delivery().reason())
                .containsOnly("explained by incident postgres-died, which is told instead");
    }

    @Test
    void anIncidentThatWasExplainedAndNoLongerIsGoesOut() {
        Clerk clerk = clerk(mail("ops"));
        remember(clerk.about(incident("i").parent("p").build(), 0, false, NOON));
        Incident opens = incident("i").revision(2, Change.OPENED, IncidentState.OPEN).build();

        assertThat(states(clerk.about(opens, 0, false, NOON))).containsExactly(State.INTENDED);
    }

    @Test
    void theEndOfWhatWasToldGoesOutThoughItIsExplainedByNow() {
        Clerk clerk = clerk(mail("ops"));
        remember(clerk.about(incident("i").build(), 0, false, NOON));
        var explained = incident("i").parent("p");
        Incident update = explained.revision(2, Change.UPDATED, IncidentState.OPEN).build();
        Incident end = explained.revision(3, Change.RESOLVED, IncidentState.RESOLVED).build();

        assertThat(states(remember(clerk.about(update, 0, false, NOON))))
                .containsExactly(State.HELD_BACK);
        assertThat(states(clerk.about(end, 0, false, NOON))).containsExactly(State.INTENDED);
    }

    @Test
    void anUpdateThatSaysTheSameIsHeldBackInTheLedger() {
        Clerk clerk = clerk(mail("ops"));
        remember(clerk.about(incident("i").build(), 0, false, NOON));
        Incident same = incident("i").revision(2, Change.UPDATED, IncidentState.OPEN).build();
        Incident other =
                incident("i")
                        .revision(3, Change.UPDATED, IncidentState.OPEN)
                        .summary("new")
                        .build();

        assertThat(states(clerk.about(same, 0, false, NOON))).containsExactly(State.HELD_BACK);
        assertThat(states(clerk.about(other, 0, false, NOON))).containsExactly(State.INTENDED);
    }

    @ParameterizedTest
    @CsvSource({"true,3601,HELD_BACK", "true,3600,INTENDED", "false,999999,INTENDED"})
    void onlyTheBacklogOfANewGroupCanBeTooOld(boolean backlog, long age, State state) {
        List<Job> jobs =
                clerk(mail("ops")).about(incident("i").build(), 0, backlog, NOON.plusSeconds(age));

        assertThat(states(jobs)).containsExactly(state);
    }

    @Test
    void whereNoRouteMatchesNobodyIsTold() {
        Route elsewhere =
                new Route(Map.of("host", List.of("web-9")), List.of("ops"), List.of(), null);
        List<Receiver> ops = List.of(mail("ops"));
        Clerk clerk = new Clerk(new Router(ops, List.of(elsewhere)), ops, state);

        assertThat(clerk.about(incident("i").build(), 0, false, NOON)).isEmpty();
    }

    @Test
    void aTestGoesToAllMediaOfOneReceiverAndSaysSo() {
        List<Job> jobs = clerk(mail("ops"), BOTH).test(test("both", NOON), 0, NOON);

        assertThat(jobs).extracting(j -> j.delivery().channel()).containsExactly("mail", "webhook");
        assertThat(jobs).extracting(j -> j.delivery().type()).containsOnly("test");
        assertThat(jobs)
                .extracting(j -> j.delivery().subject())
                .containsOnly("[test] web-1: this is a test message from Varde; nothing is wrong");
    }

    @Test
    void twoTestsAreTwoMessages() {
        Clerk clerk = clerk(mail("ops"));

        Job first = clerk.test(test("ops", NOON), 0, NOON).getFirst();
        Job second = clerk.test(test("ops", NOON.plusSeconds(1)), 0, NOON).getFirst();

        assertThat(first.delivery().id()).isNotEqualTo(second.delivery().id());
    }

    @Test
    void aTestOfAnUnknownReceiverOrFromLongAgoIsNotDone() {
        Clerk clerk = clerk(mail("ops"));

        assertThat(clerk.test(test("nobody", NOON), 0, NOON)).isEmpty();
        assertThat(clerk.test(test("ops", NOON), 0, NOON.plusSeconds(301))).isEmpty();
    }

    @Test
    void aTestThatIsTakenUpAgainIsStillTheSameTest() {
        Delivery delivery =
                clerk(mail("ops")).test(test("ops", NOON), 0, NOON).getFirst().delivery();

        Incident again = Clerk.testAgain(delivery);

        assertThat(again.id()).isEqualTo(delivery.incident());
        assertThat(again.summary()).contains("test");
    }

    private static OperatorWord.TestReceiver test(String receiver, Instant at) {
        return new OperatorWord.TestReceiver(receiver, WEB_1, "kari", at);
    }

    private Clerk clerk(Receiver... receivers) {
        List<Receiver> all = List.of(receivers);
        return new Clerk(new Router(all, List.of()), all, state);
    }

    private List<Job> remember(List<Job> jobs) {
        jobs.forEach(j -> state.apply(j.delivery(), j.partition()));
        return jobs;
    }

    private static List<State> states(List<Job> jobs) {
        return jobs.stream().map(j -> j.delivery().state()).toList();
    }
}
