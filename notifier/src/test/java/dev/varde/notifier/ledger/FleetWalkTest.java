package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.RestartOrder;
import dev.varde.notifier.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several notifiers with one service's incidents between them, at random: they decide at the same
/// moment, commit in any order, and are killed before and after a commit.
class FleetWalkTest {
    private static final int INSTANCES = 12;
    private static final int AT_ONCE = 2;
    private static final int NOTIFIERS = 3;
    private static final List<String> RESULTS = List.of("healthy", "failed", "died-again");

    private final Desks desks = new Desks(Cast.limits(50, Duration.ofMinutes(10)));
    private final List<Desks.One> notifiers = new ArrayList<>();
    private final Incident[] incidents = new Incident[INSTANCES];

    /// Orders that were written, by instance, without an outcome yet.
    private final Map<Integer, RestartOrder> underWay = new HashMap<>();

    private Instant now = NOON;
    private int seen;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noMoreThanTheShareRestartAndNoOrderIsWrittenTwice(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < NOTIFIERS; n++) {
            notifiers.add(desks.open());
        }
        for (int i = 0; i < INSTANCES; i++) {
            tell(i, IncidentState.OPEN, 1, List.of());
        }
        for (int step = 0; step < 1_500; step++) {
            now = now.plusMillis(random.nextInt(3_000));
            switch (random.nextInt(8)) {
                case 0 -> race(random);
                case 1 -> killed(random, random.nextBoolean());
                case 2, 3 -> outcome(random);
                default -> notifiers.get(random.nextInt(NOTIFIERS)).work(now);
            }
            check();
        }
        assertThat(desks.orders)
                .hasSizeGreaterThan(50)
                .extracting(RestartOrder::id)
                .doesNotHaveDuplicates();
    }

    /// Two decide on what they have read before either commits.
    private void race(Random random) {
        int first = random.nextInt(NOTIFIERS);
        Desks.One a = notifiers.get(first);
        Desks.One b = notifiers.get((first + 1) % NOTIFIERS);
        a.catchUp();
        b.catchUp();
        Batch one = a.decide(now);
        Batch two = b.decide(now);
        desks.commit(two);
        desks.commit(one);
    }

    private void killed(Random random, boolean committed) {
        int n = random.nextInt(NOTIFIERS);
        notifiers.get(n).catchUp();
        Batch last = notifiers.get(n).decide(now);
        if (committed) {
            desks.commit(last);
        }
        Desks.One next = desks.open();
        for (int i = n; i < INSTANCES; i += NOTIFIERS) {
            next.saw(incidents[i]);
        }
        notifiers.set(n, next);
    }

    private void outcome(Random random) {
        if (underWay.isEmpty()) {
            return;
        }
        List<Integer> all = List.copyOf(underWay.keySet());
        int i = all.get(random.nextInt(all.size()));
        RestartOrder order = java.util.Objects.requireNonNull(underWay.remove(i));
        String result = RESULTS.get(random.nextInt(RESULTS.size()));
        boolean well = result.equals("healthy");
        List<Incident.Restart> restarts = new ArrayList<>(incidents[i].restarts());
        restarts.add(
                new Incident.Restart(
                        order.id(), order.number(), order.issued(), result, null, null));
        int revision = incidents[i].revision() + 1;
        tell(i, well ? IncidentState.RECOVERING : IncidentState.OPEN, revision, restarts);
        if (well) {
            tell(i, IncidentState.OPEN, revision + 1, restarts);
        }
    }

    private void tell(int i, IncidentState state, int revision, List<Incident.Restart> restarts) {
        incidents[i] =
                incident("i" + i)
                        .host("web-" + i)
                        .restartable()
                        .cause(new Cause("cause-" + i))
                        .around(INSTANCES, null)
                        .revision(revision, Change.UPDATED, state)
                        .restarts(restarts)
                        .build();
        notifiers.get(i % NOTIFIERS).saw(incidents[i]);
    }

    private void check() {
        while (seen < desks.orders.size()) {
            RestartOrder order = desks.orders.get(seen++);
            int i = Integer.parseInt(order.host().value().substring("web-".length()));
            assertThat(underWay.put(i, order)).as("another is under way").isNull();
        }
        expire();
        assertThat(underWay).hasSizeLessThanOrEqualTo(AT_ONCE);
    }

    /// What nobody answered can no longer begin.
    private void expire() {
        List.copyOf(underWay.entrySet()).stream()
                .filter(e -> !now.isBefore(e.getValue().expires().plusSeconds(5)))
                .forEach(e -> underWay.remove(e.getKey()));
    }
}
