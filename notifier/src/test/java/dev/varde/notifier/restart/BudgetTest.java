package dev.varde.notifier.restart;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.RESTARTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Restarts;
import dev.varde.notifier.restart.Budget.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void aRestartLongAgoDoesNotSlowTheNext() {
        Answer answer = new Budget(RESTARTS).ask(List.of(NOON), NOON.plus(Duration.ofMinutes(10)));

        assertThat(answer).isEqualTo(new Answer.Now(1));
    }

    @Test
    void afterTheLastWaitEachIsTwiceAsLongUpToFiveMinutes() {
        Budget budget = new Budget(limits(20, 100));
        List<Instant> ordered = new ArrayList<>(List.of(NOON));
        List<Long> waits = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            Answer.At at = (Answer.At) budget.ask(ordered, ordered.getLast());
            waits.add(Duration.between(ordered.getLast(), at.time()).toSeconds());
            ordered.add(ordered.getLast().plusSeconds(1));
        }

        assertThat(waits).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void aDaysBudgetIsKept() {
        List<Instant> ten =
                IntStream.range(0, 10).mapToObj(h -> NOON.plus(Duration.ofHours(h))).toList();

        assertThat(new Budget(RESTARTS).ask(ten, NOON.plus(Duration.ofHours(12))))
                .isEqualTo(new Answer.UsedUp("restarted 10 times within 24 h already"));
        assertThat(new Budget(RESTARTS).ask(ten, NOON.plus(DAY))).isEqualTo(new Answer.Now(1));
    }

    @Test
    void noRestartsAllowedMeansNone() {
        assertThat(new Budget(limits(0, 10)).ask(List.of(), NOON))
                .isInstanceOf(Answer.UsedUp.class);
    }

    /// Whatever happens when, no window ever holds more than it may, the first is at once, and a
    /// restart never comes before its wait.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noWalkEverLeavesTheBudget(long seed) {
        Random random = new Random(seed);
        Restarts limits = limits(1 + random.nextInt(4), 4 + random.nextInt(8));
        Budget budget = new Budget(limits);
        List<Instant> ordered = new ArrayList<>();
        Instant now = NOON;
        for (int step = 0; step < 2_000; step++) {
            now = now.plusMillis(random.nextInt(60_000));
            Answer answer = budget.ask(ordered, now);
            if (ordered.isEmpty()) {
                assertThat(answer).isEqualTo(new Answer.Now(1));
            }
            if (answer instanceof Answer.At at) {
                assertThat(at.time()).isAfter(now);
            }
            if (answer instanceof Answer.Now) {
                ordered.add(now);
                assertThat(within(ordered, now, limits.within())).isLessThanOrEqualTo(limits.max());
                assertThat(within(ordered, now, DAY)).isLessThanOrEqualTo(limits.perDay());
            }
        }
        assertThat(ordered).hasSizeGreaterThan(limits.max());
    }

    private static long within(List<Instant> ordered, Instant now, Duration time) {
        return ordered.stream().filter(o -> o.isAfter(now.minus(time))).count();
    }

    private static Restarts limits(int max, int perDay) {
        return new Restarts(
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                max,
                Duration.ofMinutes(10),
                perDay,
                1,
                Duration.ofSeconds(30));
    }
}
