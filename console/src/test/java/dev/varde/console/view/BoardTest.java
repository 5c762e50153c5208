package dev.varde.console.view;

import static dev.varde.console.Sample.KONTALI;
import static dev.varde.console.Sample.NOON;
import static dev.varde.console.Sample.POSTGRES;
import static dev.varde.console.Sample.WEB_1;
import static dev.varde.console.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.events.CollectorFact;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.InstanceId;
import dev.varde.events.ProcessFact;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final Instant LATER = NOON.plusSeconds(5);
    private final Board board = new Board();

    private void see(Instant time, @Nullable ServiceName service, Fact fact) {
        board.see(event(time, service, fact), time);
    }

    private ServiceView kontali(Instant now) {
        return board.service(new InstanceId(KONTALI, WEB_1), now).orElseThrow();
    }

    private void declare(List<String> checks, boolean process) {
        see(NOON, null, Sample.started(KONTALI));
        see(NOON, KONTALI, Sample.declared(checks, process));
    }

    @Test
    void beforeAnythingIsHeardItSaysSo() {
        Overview overview = board.overview(NOON);
        assertThat(overview.headline())
                .isEqualTo(new Headline(Standing.UNKNOWN, "No host has reported yet"));
        assertThat(overview.kafka().warning()).startsWith("Kafka does not answer");
    }

    @Test
    void aServiceIsWellWhenAllItsChecksPassAndItsProcessRuns() {
        declare(List.of("http", "tcp"), true);
        see(NOON, KONTALI, Sample.processStarted(12, NOON));
        see(NOON, KONTALI, Sample.passed("http"));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.UNKNOWN);
        see(NOON, KONTALI, Sample.passed("tcp"));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.WELL);
        assertThat(kontali(LATER).why()).isEqualTo("2 checks pass, its process runs");
        assertThat(board.overview(LATER).headline().text()).isEqualTo("The one service is well");
    }

    @Test
    void aCheckThatFailsBelowItsThresholdIsNotYetDown() {
        declare(List.of("http"), false);
        see(NOON, KONTALI, Sample.failed("http", 1, ""));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.SHAKY);
        see(NOON, KONTALI, Sample.failed("http", 2, "refused"));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.DOWN);
        assertThat(kontali(LATER).why()).isEqualTo("http: connection refused: refused (2 of 2)");
    }

    @Test
    void withoutItsProcessAServiceIsDownUntilANewOneStarts() {
        declare(List.of(), true);
        see(NOON, KONTALI, Sample.processStarted(12, NOON));
        see(LATER, KONTALI, Sample.processExited(12, ExitStatus.exited(1)));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.DOWN);
        assertThat(kontali(LATER).process()).isNull();
        assertThat(kontali(LATER).lastExit())
                .isEqualTo(new ServiceView.Exit(LATER, "exit code 1", 12));
        see(LATER.plusSeconds(1), KONTALI, Sample.processStarted(13, LATER));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.WELL);
        assertThat(kontali(LATER).process()).extracting(ServiceView.Running::pid).isEqualTo(13);
    }

    @Test
    void aProcessThatIsNowhereIsSaid() {
        declare(List.of(), true);
        see(NOON, KONTALI, new ProcessFact.ProcessMissing("command: uvicorn"));
        assertThat(kontali(LATER).why()).isEqualTo("no process");
    }

    @Test
    void workersAreTheProcessesBesideTheMainOne() {
        see(NOON, KONTALI, Sample.processStarted(12, NOON));
        see(NOON, KONTALI, Sample.memory(5_000));
        ServiceView.Running process = kontali(LATER).process();
        assertThat(process)
                .isNotNull()
                .returns(2, ServiceView.Running::workers)
                .returns(NOON, ServiceView.Running::since);
    }

    @Test
    void aHostThatSaysNothingBecomesSilentAndSoDoItsServices() {
        declare(List.of("http"), false);
        see(NOON, KONTALI, Sample.passed("http"));
        Instant silent = NOON.plus(Fleet.SILENCE).plusMillis(1);
        assertThat(board.overview(NOON.plus(Fleet.SILENCE)).hosts().getFirst().silent()).isFalse();
        assertThat(board.overview(silent).hosts().getFirst().silent()).isTrue();
        assertThat(kontali(silent).standing()).isEqualTo(Standing.SILENT);
        assertThat(board.overview(silent).headline().text()).isEqualTo("The one service is silent");
    }

    @Test
    void aHostWhoseClockIsWrongIsHeardAllTheSame() {
        board.see(event(NOON.minusSeconds(9_000), null, Sample.hostMemory()), NOON);
        assertThat(board.overview(LATER).hosts().getFirst().silent()).isFalse();
    }

    @Test
    void aCollectorThatSaidGoodbyeIsNotSilent() {
        see(NOON, null, Sample.started());
        see(LATER, null, new CollectorFact.CollectorStopped("terminated"));
        HostView host = board.overview(NOON.plusSeconds(900)).hosts().getFirst();
        assertThat(host.silent()).isFalse();
        assertThat(host.stopped()).isEqualTo("terminated");
        see(LATER.plusSeconds(10), null, Sample.started());
        assertThat(board.overview(LATER.plusSeconds(11)).hosts().getFirst().stopped()).isNull();
    }

    @Test
    void aServiceThatIsNoLongerConfiguredGoes() {
        see(NOON, null, Sample.started(KONTALI, POSTGRES));
        see(NOON, POSTGRES, Sample.passed("postgres"));
        see(LATER, null, Sample.started(KONTALI));
        assertThat(board.overview(LATER).services()).isEmpty();
    }

    @Test
    void aCheckThatIsNoLongerConfiguredGoes() {
        see(NOON, KONTALI, Sample.failed("old", 2, ""));
        declare(List.of("http"), false);
        see(NOON, KONTALI, Sample.passed("http"));
        assertThat(kontali(LATER).standing()).isEqualTo(Standing.WELL);
    }

    @Test
    void blindSpotsOfAnEarlierRunGo() {
        CollectorFact.BlindSpot spot = new CollectorFact.BlindSpot("kmsg", "denied", "allow it");
        see(NOON, null, spot);
        see(NOON.plusSeconds(1), null, Sample.started());
        assertThat(board.overview(LATER).hosts().getFirst().blindSpots()).hasSize(1);
        see(NOON.plusSeconds(60), null, Sample.started());
        assertThat(board.overview(NOON.plusSeconds(61)).hosts().getFirst().blindSpots()).isEmpty();
    }

    @Test
    void aBlindSpotThatIsCuredGoesAndComesBackWhenItIsToldAgain() {
        CollectorFact.BlindSpot spot = new CollectorFact.BlindSpot("kmsg", "denied", "allow it");
        see(NOON, null, Sample.started());
        see(NOON.plusSeconds(20), null, new CollectorFact.BlindSpotCured("kmsg"));
        see(NOON.plusSeconds(1), null, spot);
        assertThat(blindSpots()).isEmpty();

        see(NOON.plusSeconds(30), null, spot);

        assertThat(blindSpots())
                .containsExactly(new HostView.BlindSpot("kmsg", "denied", "allow it"));
    }

    private List<HostView.BlindSpot> blindSpots() {
        return board.overview(LATER).hosts().getFirst().blindSpots();
    }

    @Test
    void sourcesThatWereCuredTakeNoRoomFromThoseThatAreBlind() {
        for (int i = 0; i < 1_000; i++) {
            Instant at = NOON.plusMillis(i);
            see(at, null, new CollectorFact.BlindSpot("source" + i, "r", "r"));
            see(at, null, new CollectorFact.BlindSpotCured("source" + i));
        }
        see(NOON.plusSeconds(2), null, new CollectorFact.BlindSpot("kmsg", "r", "r"));

        assertThat(blindSpots()).extracting(HostView.BlindSpot::source).containsExactly("kmsg");
    }

    @Test
    void aRefusedConfigurationIsShownUntilAGoodOneOrAStartComes() {
        var refused =
                new CollectorFact.ConfigurationRejected(
                        "/etc/varde.yaml", null, List.of("/etc/varde.yaml:3: x"));
        see(NOON, null, Sample.started(KONTALI));
        see(NOON.plusSeconds(1), null, refused);
        assertThat(refused()).containsExactly("/etc/varde.yaml:3: x");

        see(
                NOON.plusSeconds(2),
                null,
                new CollectorFact.ConfigurationTaken(
                        "/etc/varde.yaml", "0", List.of(), Map.of(), List.of(KONTALI)));
        assertThat(refused()).isEmpty();

        see(NOON.plusSeconds(3), null, refused);
        assertThat(refused()).hasSize(1);
        see(NOON.plusSeconds(4), null, Sample.started(KONTALI));
        assertThat(refused()).isEmpty();
    }

    private List<String> refused() {
        return board.overview(LATER).hosts().getFirst().refused();
    }

    @Test
    void theOrderInWhichEventsAreReadDoesNotMatter() {
        List<HostEvent> events = new ArrayList<>();
        events.add(event(NOON, null, Sample.started(KONTALI)));
        events.add(event(NOON, KONTALI, Sample.declared(List.of("http"), true)));
        events.add(event(NOON, KONTALI, Sample.processStarted(12, NOON)));
        events.add(event(NOON.plusSeconds(1), KONTALI, Sample.passed("http")));
        events.add(
                event(
                        NOON.plusSeconds(2),
                        KONTALI,
                        Sample.processExited(12, ExitStatus.signalled(9, false))));
        events.add(event(NOON.plusSeconds(3), KONTALI, Sample.processStarted(13, LATER)));
        events.add(event(NOON.plusSeconds(4), KONTALI, Sample.memory(7)));
        events.forEach(e -> board.see(e, LATER));
        ServiceView expected = kontali(LATER);
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(events, random);
            Board shuffled = new Board();
            events.forEach(e -> shuffled.see(e, LATER));
            assertThat(shuffled.service(new InstanceId(KONTALI, WEB_1), LATER)).contains(expected);
        }
    }

    @Test
    void theMemoryCurveIsBoundedToAQuarterOfAnHour() {
        for (int i = 0; i < 4_000; i++) {
            see(NOON.plusSeconds(i), KONTALI, Sample.memory(i));
        }
        ServiceView view = kontali(NOON.plusSeconds(4_000));
        assertThat(view.memory()).hasSizeLessThanOrEqualTo(181).hasSizeGreaterThan(170);
        assertThat(view.memory().getLast().resident()).isEqualTo(3_999);
        assertThat(
                        Duration.between(
                                view.memory().getFirst().time(), view.memory().getLast().time()))
                .isLessThanOrEqualTo(MemoryTrack.SPAN.plusSeconds(5));
    }

    @Test
    void disksAndBlindSpotsAreBounded() {
        for (int i = 0; i < 200; i++) {
            see(NOON, null, Sample.disk("/mnt/" + i, 0.5));
            see(NOON, null, new CollectorFact.BlindSpot("source" + i, "r", "r"));
        }
        HostView host = board.overview(LATER).hosts().getFirst();
        assertThat(host.disks()).hasSize(32);
        assertThat(host.blindSpots()).hasSize(32);
    }

    @Test
    void anUnknownFactSaysOnlyThatTheHostLives() {
        see(NOON, null, new Fact.Unknown("gpu.melted", "{}"));
        assertThat(board.overview(LATER).hosts()).hasSize(1);
    }

    @Test
    void everyChangeRaisesTheVersionAndTheSameNewsOfKafkaDoesNot() {
        long before = board.version();
        board.kafkaAnswers(true);
        board.kafkaAnswers(true);
        assertThat(board.version()).isEqualTo(before + 1);
        board.kafkaIsAway("no broker");
        assertThat(board.version()).isEqualTo(before + 2);
        assertThat(board.reach().warning()).contains("may be old", "no broker");
        board.skip();
        assertThat(board.reach().skipped()).isEqualTo(1);
    }

    @Test
    void whileItReadsItSaysThatMoreWillAppear() {
        board.kafkaAnswers(false);
        assertThat(board.reach().warning()).contains("Still reading");
        board.kafkaAnswers(true);
        assertThat(board.reach().warning()).isEmpty();
    }
}
