package dev.varde.processor.incident;

import static dev.varde.processor.Cast.STABLE;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.incident.Lives.death;
import static dev.varde.processor.incident.Lives.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.OrderId;
import dev.varde.processor.incident.Account.Settling;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A million random lives: whatever comes in whatever order, some things never happen. [Watched]
/// states them.
class LifecycleWalkTest {
    private static final int LIVES = 1_000_000;
    private static final int LONGEST = 20;
    private static final int LONG_LIVES = 2_000;
    private static final int VERY_LONG = 400;

    /// What the notifier's budget lets through within ten minutes.
    private static final int ORDERS = 3;

    private final Lifecycle lifecycle = new Lifecycle(STABLE);
    private final LongAdder signals = new LongAdder();
    private final LongAdder revisions = new LongAdder();
    private final LongAdder incidents = new LongAdder();

    @Test
    void noLifeOfAMillionBreaksTheRules() {
        IntStream.range(0, LIVES).parallel().forEach(seed -> live(seed, LONGEST));

        System.out.printf(
                "%,d lives, %,d signals, %,d incidents, %,d revisions: no invariant broken%n",
                LIVES, signals.sum(), incidents.sum(), revisions.sum());
        assertThat(incidents.sum()).isGreaterThan(LIVES / 2);
        assertThat(revisions.sum()).isGreaterThan(2 * incidents.sum());
    }

    @Test
    void noVeryLongLifeBreaksThemOrLeavesItsBounds() {
        IntStream.range(0, LONG_LIVES).parallel().forEach(seed -> live(-1 - seed, VERY_LONG));

        assertThat(revisions.sum()).isGreaterThan(50L * LONG_LIVES);
    }

    private void live(int seed, int longest) {
        SplittableRandom random = new SplittableRandom(seed);
        Watched watched = new Watched(seed);
        World world = new World();
        State state = new State.Quiet();
        int steps = 1 + random.nextInt(longest);
        for (int n = 0; n < steps; n++) {
            world.passes(random, n);
            Signal signal = signal(random, n, world);
            Step step = lifecycle.step(state, signal);
            watched.step(signal, step);
            state = step.state();
        }
        signals.add(steps);
        revisions.add(watched.revisions());
        incidents.add(watched.incidents());
    }

    /// What signals depend on: the time, the newest death, which is said again for as long as it is
    /// the newest and a day at most, and the orders so far.
    private static final class World {
        double now = 1;
        int death;
        int orders;

        void passes(RandomGenerator random, int n) {
            boolean nextDay = random.nextInt(12) == 0;
            now += nextDay ? 90_000 : random.nextDouble() * 25;
            death = nextDay ? n : death;
        }

        OrderId order() {
            return new OrderId("order-" + orders);
        }
    }

    private static Signal signal(RandomGenerator random, int n, World w) {
        double now = w.now;
        return switch (random.nextInt(17)) {
            case 0, 1 -> {
                w.death = n;
                yield new Signal.Died(at(now), death("d" + n, now));
            }
            case 2, 3 -> new Signal.Died(at(now), death("d" + w.death, now));
            case 4 -> new Signal.Died(at(now), firmer("d" + w.death, now));
            case 5 -> new Signal.Failing(at(now), failure("f" + n));
            case 6 -> new Signal.Excused(at(now), "stopped");
            case 7, 8, 9 -> new Signal.Healthy(at(now));
            case 10, 11 -> began(w);
            case 12 ->
                    w.orders > 0
                            ? new Signal.OrderDone(at(now), w.order())
                            : new Signal.Ticked(at(now));
            case 13 ->
                    failed(random, now, w.orders > 0 && random.nextBoolean() ? w.order() : null, n);
            case 14 -> word(random, now);
            case 15 -> new Signal.ThreadsSeen(at(now), Lives.DUMP, "jcmd");
            default -> new Signal.Ticked(at(now));
        };
    }

    private static Signal began(World w) {
        if (w.orders == ORDERS) {
            return new Signal.Declined(at(w.now), "varde", "restarts are used up");
        }
        w.orders++;
        return new Signal.OrderBegan(at(w.now), w.order(), "unit");
    }

    /// @param begun the order that failed after it began, or null for one that was refused
    private static Signal failed(
            RandomGenerator random, double now, @Nullable OrderId begun, int n) {
        return begun == null
                ? new Signal.OrderFailed(at(now), new OrderId("refused-" + n), true, "no")
                : new Signal.OrderFailed(at(now), begun, random.nextBoolean(), "no");
    }

    private static Signal word(RandomGenerator random, double now) {
        return switch (random.nextInt(5)) {
            case 2 -> new Signal.Stopped(at(now), "varde", "restarts are stopped");
            case 0 -> new Signal.Closed(at(now), "kari", null);
            case 1 -> new Signal.Declined(at(now), "varde", "no");
            default -> new Signal.Acknowledged(at(now), "kari", null);
        };
    }

    private static Account firmer(String trigger, double now) {
        return Lives.account(trigger, at(now), Cause.OOM_KILL, Confidence.CERTAIN, Settling.PROVEN);
    }
}
