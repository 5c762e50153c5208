package dev.varde.notifier.restart;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.RESTARTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.config.Cure.When;
import dev.varde.notifier.Cast;
import dev.varde.notifier.restart.RestartDecision.OrderRestart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One instance through hundreds of thousands of steps at random; what must never be is checked at
/// each order by a bookkeeping of its own.
class RestartWalkTest {
    private static final int STEPS = 25_000;
    private static final Duration DAY = Duration.ofHours(24);
    private static final List<String> RESULTS =
            List.of("started", "healthy", "failed", "died-again", "refused");

    private static int orders;
    private static int declines;

    private final RestartRules rules = new RestartRules(RESTARTS);
    private final List<Past.Ordered> ordered = new ArrayList<>();
    private final List<Past.Ordered> ofIncident = new ArrayList<>();
    private final List<Incident.Restart> results = new ArrayList<>();
    private final List<Instant> openings = new ArrayList<>(List.of(NOON));
    private final List<Instant> well = new ArrayList<>();

    private Instant now = NOON;
    private Instant opened = NOON;
    private int incidents;
    private Cause cause = Cause.UNKNOWN;
    private Phase phase = Phase.RUNNING;
    private String fingerprint = "f0";
    private IncidentState state = IncidentState.OPEN;
    private List<String> down = List.of();
    private @Nullable Instant back;
    private @Nullable Instant declined;
    private @Nullable Instant resumed;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noOrderBreaksWhatIsPromised(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            now = now.plusMillis(random.nextInt(20_000));
            happens(random);
            Incident incident = incident();
            switch (rules.decide(incident, past(), now)) {
                case OrderRestart o -> order(o, incident);
                case RestartDecision.Decline _ -> {
                    declines++;
                    declined = now;
                    state = IncidentState.GAVE_UP;
                }
                case RestartDecision.Wait _, RestartDecision.Nothing _ -> {}
            }
        }
    }

    @AfterAll
    static void manyWereOrderedAndManyDeclined() {
        assertThat(orders).isGreaterThan(2_000);
        assertThat(declines).isGreaterThan(1_000);
    }

    private void order(OrderRestart o, Incident incident) {
        orders++;
        assertThat(underWay()).as("another is under way").isFalse();
        boolean enough = !RESTARTS.cure(cause).waits() && !now.isBefore(opened.plus(Needs.LONGEST));
        assertThat(down.isEmpty() || enough).as("what it needs is down").isTrue();
        assertThat(state).isNotIn(IncidentState.RECOVERING, IncidentState.RESTARTING);
        assertThat(o.number()).isEqualTo(ofIncident.size() + 1);
        againstTheTable();
        Past.Ordered one =
                new Past.Ordered(
                        new OrderId(incident.id() + "/restart-" + o.number()),
                        now,
                        opened,
                        cause,
                        fingerprint);
        ordered.add(one);
        ofIncident.add(one);
        if (ordered.size() > 200) {
            ordered.removeFirst();
        }
        overBudget();
    }

    private void againstTheTable() {
        var cure = RESTARTS.cure(cause);
        boolean forbidden =
                cure.restart() == When.NO
                        || (cure.restart() == When.IF_IT_RAN && phase == Phase.STARTING);
        assertThat(forbidden).as("%s is not restarted", cause).isFalse();
        if (cure.hold() != null) {
            assertThat(since(now.minus(cure.hold().within())))
                    .filteredOn(o -> o.cause().equals(cause))
                    .hasSizeLessThan(cure.hold().after());
        }
        if (!cure.sameAtStart() && phase == Phase.STARTING && !ofIncident.isEmpty()) {
            boolean forgotten = resumed != null && !resumed.isBefore(ofIncident.getLast().at());
            assertThat(forgotten || !fingerprint.equals(ofIncident.getLast().fingerprint()))
                    .as("the same at the start")
                    .isTrue();
        }
    }

    /// Within each window since the last health of ten minutes.
    private void overBudget() {
        List<Past.Ordered> counted =
                ordered.stream().filter(o -> o.at().isAfter(forgotten())).toList();
        assertThat(counted.stream().filter(o -> o.at().isAfter(now.minus(RESTARTS.within()))))
                .hasSizeLessThanOrEqualTo(RESTARTS.max());
        assertThat(counted.stream().filter(o -> o.at().isAfter(now.minus(DAY))))
                .hasSizeLessThanOrEqualTo(RESTARTS.perDay());
    }

    private List<Past.Ordered> since(Instant time) {
        return ordered.stream()
                .filter(o -> o.at().isAfter(time))
                .filter(o -> resumed == null || o.at().isAfter(resumed))
                .toList();
    }

    private Instant lastForgotten = Instant.MIN;

    private Instant forgotten() {
        return resumed != null && resumed.isAfter(lastForgotten) ? resumed : lastForgotten;
    }

    private boolean underWay() {
        if (ofIncident.isEmpty()) {
            return false;
        }
        Past.Ordered last = ofIncident.getLast();
        String result =
                results.stream()
                        .filter(r -> r.order().equals(last.order()))
                        .map(Incident.Restart::result)
                        .reduce("", (_, newer) -> newer);
        Duration open =
                switch (result) {
                    case "" -> Duration.ofSeconds(60);
                    case "started" -> Duration.ofMinutes(10);
                    default -> Duration.ZERO;
                };
        return now.isBefore(last.at().plus(open));
    }

    private void happens(Random random) {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> answer(random);
            case 4, 5 -> dies(random);
            case 6 -> down = random.nextInt(3) == 0 ? List.of("postgres@db-1") : List.of();
            case 7 -> back = random.nextBoolean() ? now : null;
            case 8 -> ends(random);
            case 9 -> resumed = random.nextInt(8) == 0 ? now : resumed;
            case 10 -> state = IncidentState.RECOVERING;
            default -> {}
        }
    }

    private void answer(Random random) {
        if (!ofIncident.isEmpty()) {
            Past.Ordered last = ofIncident.getLast();
            String result = RESULTS.get(random.nextInt(RESULTS.size()));
            results.add(
                    new Incident.Restart(
                            last.order(), ofIncident.size(), last.at(), result, null, null));
            state = result.equals("healthy") ? IncidentState.RECOVERING : IncidentState.OPEN;
        }
    }

    private void dies(Random random) {
        cause = Cause.KNOWN.get(random.nextInt(Cause.KNOWN.size()));
        phase = random.nextBoolean() ? Phase.RUNNING : Phase.STARTING;
        fingerprint = "f" + random.nextInt(3);
        state = IncidentState.OPEN;
        declined = null;
    }

    /// Well again, and after a while down anew.
    private void ends(Random random) {
        Instant recovered = now;
        if (!ofIncident.isEmpty()) {
            well.add(recovered);
            if (well.size() > 50) {
                well.removeFirst();
            }
        }
        Duration health = Duration.ofSeconds(random.nextInt(1_200));
        if (!ofIncident.isEmpty() && health.compareTo(RESTARTS.reset()) >= 0) {
            lastForgotten = recovered;
        }
        now = now.plus(health);
        opened = now;
        openings.add(opened);
        if (openings.size() > 100) {
            openings.removeFirst();
        }
        incidents++;
        ofIncident.clear();
        results.clear();
        back = null;
        dies(random);
    }

    private Past past() {
        return new Past(ordered, ofIncident, openings, well, declined, resumed, null, null);
    }

    private Incident incident() {
        Cast.IncidentBuilder builder =
                Cast.incident("i" + incidents)
                        .restartable()
                        .at(opened)
                        .cause(cause)
                        .phase(phase)
                        .fingerprint(fingerprint)
                        .around(1, back, down.toArray(String[]::new))
                        .restarts(List.copyOf(results));
        return builder.revision(2, Change.UPDATED, state).build();
    }
}
