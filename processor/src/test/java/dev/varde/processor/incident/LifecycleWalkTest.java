package dev.varde.processor.incident;

import static dev.varde.processor.Cast.STABLE;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.incident.Lives.death;
import static dev.varde.processor.incident.Lives.failure;
import static dev.varde.processor.incident.Lives.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.processor.incident.State.Episode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random lives: whatever comes in whatever order, some things never happen.
class LifecycleWalkTest {
    private static final int STEPS = 2_000;

    private final Lifecycle lifecycle = new Lifecycle(STABLE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void noLifeBreaksTheRules(long seed) {
        List<Incident> told = walk(new Random(seed));

        assertThat(told).isNotEmpty();
        Map<IncidentId, List<Incident>> lives = new HashMap<>();
        told.forEach(i -> lives.computeIfAbsent(i.id(), _ -> new ArrayList<>()).add(i));
        lives.values()
                .forEach(life -> {
                    revisionsCountUp(life);
                    itBeginsWithTrouble(life);
                    resolvedIsTheEnd(life);
                    givingUpIsToldOnce(life);
                    everyDeathIsToldOnce(life);
                    boundsHold(life);
                });
    }

    private static void revisionsCountUp(List<Incident> life) {
        for (int i = 0; i < life.size(); i++) {
            assertThat(life.get(i).revision()).isEqualTo(i + 1);
        }
    }

    private static void itBeginsWithTrouble(List<Incident> life) {
        assertThat(life.getFirst().change()).isIn(Change.OPENED, Change.WARNING);
        assertThat(life.stream().filter(i -> i.change() == Change.OPENED)).hasSize(1);
    }

    private static void resolvedIsTheEnd(List<Incident> life) {
        List<Incident> before = life.subList(0, life.size() - 1);
        assertThat(before).noneMatch(i -> i.state() == IncidentState.RESOLVED);
    }

    private static void givingUpIsToldOnce(List<Incident> life) {
        assertThat(life.stream().filter(i -> i.change() == Change.GAVE_UP).count())
                .isLessThanOrEqualTo(1);
    }

    private static void everyDeathIsToldOnce(List<Incident> life) {
        int before = 0;
        for (Incident i : life) {
            assertThat(i.occurrences()).isBetween(before, before + 1);
            before = i.occurrences();
        }
    }

    private static void boundsHold(List<Incident> life) {
        assertThat(life).allMatch(i -> i.timeline().size() <= 100 && i.restarts().size() <= 50);
    }

    private List<Incident> walk(Random random) {
        List<Incident> told = new ArrayList<>();
        Set<String> deaths = new HashSet<>();
        State state = new State.Quiet();
        double now = 1;
        for (int n = 0; n < STEPS; n++) {
            now += random.nextInt(20) == 0 ? 90_000 : random.nextDouble() * 20;
            Signal signal = signal(random, n, now);
            Step step = lifecycle.step(state, signal);
            told.addAll(told(step));
            if (signal instanceof Signal.Died s && !told(step).isEmpty() && !betterOnly(step)) {
                assertThat(deaths.add(s.account().trigger() + "@" + told(step).getFirst().id()))
                        .isTrue();
            }
            state = step.state();
            assertThat(state instanceof Episode e && e.triggers().size() > 50).isFalse();
        }
        return told;
    }

    private static boolean betterOnly(Step step) {
        return told(step).getFirst().timeline().getLast().what().startsWith("cause is");
    }

    private static Signal signal(Random random, int n, double now) {
        OrderId order = new OrderId("order-" + random.nextInt(5));
        return switch (random.nextInt(14)) {
            case 0 -> new Signal.Died(at(now), death("d" + n, now));
            case 1, 2 -> new Signal.Died(at(now), death("d" + Math.max(0, n - 3), now));
            case 3 -> new Signal.Failing(at(now), failure("f" + n));
            case 4 -> new Signal.Excused(at(now), "stopped");
            case 5, 6, 7 -> new Signal.Healthy(at(now));
            case 8 -> new Signal.OrderBegan(at(now), order, "unit");
            case 9 -> new Signal.OrderDone(at(now), order);
            case 10 -> new Signal.OrderFailed(at(now), order, random.nextBoolean(), "no");
            case 11 -> new Signal.Declined(at(now), "varde", "no");
            case 12 ->
                    random.nextInt(10) == 0
                            ? new Signal.Closed(at(now), "kari", null)
                            : new Signal.Acknowledged(at(now), "kari", null);
            default -> new Signal.Ticked(at(now));
        };
    }
}
