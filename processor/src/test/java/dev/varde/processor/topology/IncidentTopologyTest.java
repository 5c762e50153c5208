package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.host;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderFact.ThreadDumpTaken;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.processor.Cast;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentTopologyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    @TempDir Path data;
    private Stage stage;

    @BeforeEach
    void begin() {
        stage = new Stage(Cast.configuration(), data, NOON);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void theShapeOfTheStreamIsAsWrittenDown() throws IOException {
        String shape = IncidentTopology.of(Cast.configuration()).describe().toString();

        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/topology.txt"), shape);
        assertThat(shape).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void aDeathIsToldAtOnceWithCloudEventsHeaders() {
        stage.see(started(1, 12));
        stage.see(killed(2, 12));

        var records = stage.toldRecords();

        assertThat(records).hasSize(1);
        assertThat(header(records.getFirst().headers().lastHeader("ce_type")))
                .isEqualTo("dev.varde.incident.opened");
        assertThat(header(records.getFirst().headers().lastHeader("ce_subject")))
                .isEqualTo("kontali-backend@web-1");
        assertThat(records.getFirst().key()).hasSize(36);
    }

    @Test
    void anEventSentTwiceCountsOnce() {
        stage.see(started(1, 12));
        HostEvent death = killed(2, 12);
        stage.see(death);
        stage.see(death);

        assertThat(stage.told()).hasSize(1);
    }

    @Test
    void theSameDeathReadAgainByALaterRunCountsOnce() {
        stage.see(started(1, 12));
        HostEvent death = killed(2, 12);
        stage.see(death);

        stage.see(
                new HostEvent(death.id(), death.time(), WEB_1, "run-2", 1, KONTALI, death.fact()));

        assertThat(stage.told()).hasSize(1);
    }

    @Test
    void aCanaryComesThroughAndOpensNothing() {
        stage.hear(new OperatorWord.CanaryLit(WEB_1, "varde", at(3)));

        List<Incident> told = stage.told();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().canary()).isTrue();
        assertThat(told.getFirst().closed()).isTrue();
        assertThat(told.getFirst().times().detected()).isEqualTo(at(3));
    }

    @Test
    void theSpoolOfAnOldRunIsReadAfterANewRunBegan() {
        HostEvent start = started(1, 12);
        HostEvent death = killed(2, 12);
        stage.see(start);
        stage.see(new HostEvent(new EventId("b"), at(3), WEB_1, "run-9", 1, null, beat()));

        stage.see(death);

        assertThat(stage.told()).hasSize(1);
    }

    @Test
    void bytesThatAreNoEventGoToTheDeadLettersAndStopNothing() {
        stage.raw("web-1", "{\"type\":".getBytes(StandardCharsets.UTF_8));
        stage.raw("web-1", new byte[] {0, (byte) 0xff, 10});
        stage.see(started(1, 12));
        stage.see(killed(2, 12));

        var dead = stage.deadLetters();

        assertThat(dead).hasSize(2);
        assertThat(header(dead.getFirst().headers().lastHeader("varde-topic")))
                .isEqualTo(Topics.EVENTS);
        assertThat(header(dead.getFirst().headers().lastHeader("varde-program")))
                .isEqualTo("processor");
        assertThat(header(dead.getFirst().headers().lastHeader("varde-reason"))).isNotEmpty();
        assertThat(dead.get(1).value()).containsExactly(0, 0xff, 10);
        assertThat(stage.told()).hasSize(1);
    }

    @Test
    void aWordThatCannotBeReadGoesToTheDeadLetters() {
        stage.rawWord("what".getBytes(StandardCharsets.UTF_8));

        assertThat(stage.deadLetters()).hasSize(1);
    }

    @Test
    void aFactOfALaterVersionIsPassedOver() {
        stage.see(kontali(1, new Fact.Unknown("quantum.flip", "{\"spin\":1}")));

        assertThat(stage.deadLetters()).isEmpty();
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void anOperatorAcknowledgesAndCloses() {
        Incident opened = crash();

        stage.hear(new OperatorWord.Acknowledge(opened.id(), WEB_1, "kari", at(3), "on it"));
        stage.hear(new OperatorWord.Close(opened.id(), WEB_1, "kari", at(4), "known"));

        List<Incident> told = stage.told();
        assertThat(told)
                .extracting(Incident::change)
                .containsExactly(Change.UPDATED, Change.RESOLVED);
        assertThat(told.getLast().acknowledged()).isNotNull();
        assertThat(told.getLast().note()).isEqualTo("known");
    }

    @Test
    void aWordAboutAnotherIncidentChangesNothing() {
        Incident opened = crash();

        stage.hear(
                new OperatorWord.Close(
                        new dev.varde.events.IncidentId("other"), WEB_1, "kari", at(3), null));

        assertThat(opened.state()).isEqualTo(IncidentState.OPEN);
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void aCrashLoopEndsWithGivingUpToldOnce() {
        crash();
        for (int n = 1; n <= 3; n++) {
            double t = n * 10;
            OrderId order = new OrderId("o-" + n);
            stage.see(kontali(t, new OrderStarted(order, null, "unit", null)));
            stage.see(started(t + 0.5, 100 + n));
            stage.see(killed(t + 1, 100 + n));
        }
        List<Incident> loop = stage.told();
        stage.hear(
                new OperatorWord.DeclineRestart(
                        loop.getLast().id(), WEB_1, "varde", at(32), "3 restarts within 10 min"));

        List<Incident> end = stage.told();

        assertThat(loop.getLast().occurrences()).isEqualTo(4);
        assertThat(loop.getLast().summary()).startsWith("died again (4 times): ");
        assertThat(end).hasSize(1);
        assertThat(end.getFirst().change()).isEqualTo(Change.GAVE_UP);
        assertThat(end.getFirst().note()).isEqualTo("3 restarts within 10 min");
        assertThat(end.getFirst().restarts()).hasSize(3);
    }

    @Test
    void whatTheThreadsDidIsEvidenceAndTheProcessesAreNamed() {
        crash();
        OrderId order = new OrderId("o-1");
        stage.see(kontali(3, new OrderStarted(order, null, "unit a", 12)));
        String dump = "x\nFound one Java-level deadlock:\n" + "frame\n".repeat(2_000);
        stage.see(
                kontali(
                        3.1,
                        new ThreadDumpTaken(order, null, 12, "jcmd", dump, false, Duration.ZERO)));
        stage.see(started(4, 13));
        stage.see(
                kontali(
                        4.1,
                        new OrderCarriedOut(order, null, 0, "", Duration.ofSeconds(1), 12, 13)));
        beats(4, 45);

        Incident end = stage.told().getLast();

        assertThat(end.restarts().getFirst().detail()).isEqualTo("unit a, process 12 → 13");
        assertThat(end.evidence())
                .filteredOn(e -> e.source().equals("process"))
                .extracting(Incident.Evidence::text)
                .anySatisfy(text ->
                        assertThat(text)
                                .startsWith(
                                        "threads of process 12, by jcmd:\n"
                                                + "Found one Java-level deadlock")
                                .hasSizeLessThanOrEqualTo(4_096));
    }

    @Test
    void whatItsUnitManagerRestartsIsLeftToItUntilThatGivesUp() {
        stage.see(
                kontali(
                        0.5,
                        new ServiceDeclared(
                                Map.of(), List.of(), true, List.of(), "container kontali", false)));
        stage.see(kontali(0.6, unit("active", "running", "success", 0, 12)));
        Incident opened = crash();
        stage.see(kontali(2.1, unit("activating", "auto-restart", "signal", 1, null)));
        stage.see(started(3, 13));
        stage.see(killed(4, 13));
        Incident again = stage.told().getLast();

        stage.see(kontali(4.1, unit("failed", "failed", "signal", 1, null)));
        Incident end = stage.told().getLast();

        assertThat(opened.restartable()).isFalse();
        assertThat(again.restartable()).isFalse();
        assertThat(again.timeline())
                .extracting(Incident.TimelineEntry::what)
                .contains("restarted by its container engine, 1st time");
        assertThat(end.restartable()).isTrue();
        assertThat(end.change()).isEqualTo(Change.UPDATED);
        assertThat(end.timeline().getLast().what()).contains("given up");
    }

    private static UnitChanged unit(
            String active, String sub, String result, int restarts, @Nullable Integer pid) {
        return new UnitChanged(
                "container kontali",
                active,
                sub,
                result,
                restarts,
                pid,
                null,
                new Guards("on-failure", null, "", 0));
    }

    @Test
    void aServiceThatComesBackByItselfIsResolvedOnceStable() {
        crash();
        stage.see(started(4, 13));
        beats(4, 45);

        assertThat(stage.told())
                .extracting(Incident::change)
                .containsExactly(Change.RECOVERING, Change.RESOLVED);
    }

    @Test
    void aServiceThatIsNoLongerWatchedHasNoIncident() {
        crash();

        stage.see(host(5, new CollectorStarted("1", "b", "6", 2, 1, 1, Map.of(), List.of())));

        assertThat(stage.told())
                .extracting(Incident::state)
                .containsExactly(IncidentState.RESOLVED);
    }

    @Test
    void aServiceThatWasNeverFoundIsUnknown() {
        stage.see(kontali(11, new ProcessMissing("command: kontali")));

        assertThat(stage.told().getFirst().summary())
                .isEqualTo("no process of kontali-backend on web-1 was found");
    }

    @Test
    void aDeathMissedByTheCollectorIsNotBlamedOnAnOlderOne() {
        crash();
        stage.see(started(4, 13));
        beats(4, 59);
        stage.told();

        stage.see(kontali(60, new ProcessMissing("command: kontali")));

        assertThat(stage.told()).extracting(i -> i.cause().id()).containsExactly("unknown");
    }

    @Test
    void everythingToldCanBeReadBack() throws Exception {
        Incident opened = crash();

        assertThat(new Codec().readIncident(new Codec().write(opened))).isEqualTo(opened);
        assertThat(opened.service()).isEqualTo(KONTALI_ON_WEB_1.service());
    }

    private Incident crash() {
        stage.see(started(1, 12));
        stage.see(killed(2, 12));
        return stage.told().getFirst();
    }

    private void beats(int from, int until) {
        for (int t = from; t <= until; t += 5) {
            stage.see(host(t, beat()));
        }
    }

    private static Heartbeat beat() {
        return new Heartbeat(Duration.ofHours(1), 80_000_000, 1, 0, 0, null);
    }

    private static HostEvent started(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessStarted(
                        new ProcessKey(pid, pid), Role.MAIN, "python3 app.py", at(seconds), false));
    }

    private static HostEvent killed(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        Role.MAIN,
                        "python3 app.py",
                        at(seconds - 1),
                        ExitStatus.signalled(9, false),
                        null,
                        null,
                        List.of(),
                        0));
    }

    private static String header(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
