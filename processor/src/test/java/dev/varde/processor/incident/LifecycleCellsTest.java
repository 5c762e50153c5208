package dev.varde.processor.incident;

import static dev.varde.processor.Cast.STABLE;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.incident.Lives.ORDER;
import static dev.varde.processor.incident.Lives.death;
import static dev.varde.processor.incident.Lives.failure;
import static dev.varde.processor.incident.Lives.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.processor.incident.State.Episode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every state meets every signal.
class LifecycleCellsTest {
    private final Lifecycle lifecycle = new Lifecycle(STABLE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    QUIET      | DIED_AGAIN   | OPEN       | OPENED
                    QUIET      | SAME_DEATH   | OPEN       | OPENED
                    QUIET      | FAILING      | OPEN       | OPENED
                    QUIET      | EXCUSED      | QUIET      | -
                    QUIET      | HEALTHY      | QUIET      | -
                    QUIET      | ORDER_BEGAN  | QUIET      | -
                    QUIET      | ORDER_DONE   | QUIET      | -
                    QUIET      | ORDER_FAILED | QUIET      | -
                    QUIET      | TICK         | QUIET      | -
                    QUIET      | LONG_TICK    | QUIET      | -
                    QUIET      | ACKNOWLEDGED | QUIET      | -
                    QUIET      | CLOSED       | QUIET      | -
                    QUIET      | DECLINED     | QUIET      | -
                    QUIET      | THREADS_SEEN | QUIET      | -
                    QUIET      | STOPPED      | QUIET      | -
                    QUIET      | ELSEWHERE    | QUIET      | -
                    OPEN       | DIED_AGAIN   | OPEN       | UPDATED
                    OPEN       | SAME_DEATH   | OPEN       | -
                    OPEN       | FAILING      | OPEN       | -
                    OPEN       | EXCUSED      | RESOLVED   | RESOLVED
                    OPEN       | HEALTHY      | RECOVERING | RECOVERING
                    OPEN       | ORDER_BEGAN  | RESTARTING | RESTARTING
                    OPEN       | ORDER_DONE   | OPEN       | -
                    OPEN       | ORDER_FAILED | OPEN       | UPDATED
                    OPEN       | TICK         | OPEN       | -
                    OPEN       | LONG_TICK    | OPEN       | -
                    OPEN       | ACKNOWLEDGED | OPEN       | UPDATED
                    OPEN       | CLOSED       | RESOLVED   | RESOLVED
                    OPEN       | DECLINED     | GAVE_UP    | GAVE_UP
                    OPEN       | THREADS_SEEN | OPEN       | -
                    OPEN       | STOPPED      | GAVE_UP    | GAVE_UP
                    OPEN       | ELSEWHERE    | OPEN       | -
                    RESTARTING | DIED_AGAIN   | OPEN       | UPDATED
                    RESTARTING | SAME_DEATH   | RESTARTING | -
                    RESTARTING | FAILING      | RESTARTING | -
                    RESTARTING | EXCUSED      | RESTARTING | -
                    RESTARTING | HEALTHY      | RECOVERING | RECOVERING
                    RESTARTING | ORDER_BEGAN  | RESTARTING | RESTARTING
                    RESTARTING | ORDER_DONE   | RESTARTING | -
                    RESTARTING | ORDER_FAILED | OPEN       | UPDATED
                    RESTARTING | TICK         | RESTARTING | -
                    RESTARTING | LONG_TICK    | OPEN       | UPDATED
                    RESTARTING | ACKNOWLEDGED | RESTARTING | UPDATED
                    RESTARTING | CLOSED       | RESOLVED   | RESOLVED
                    RESTARTING | DECLINED     | GAVE_UP    | GAVE_UP
                    RESTARTING | THREADS_SEEN | RESTARTING | -
                    RESTARTING | STOPPED      | RESTARTING | GAVE_UP
                    RESTARTING | ELSEWHERE    | RESTARTING | -
                    RECOVERING | DIED_AGAIN   | OPEN       | UPDATED
                    RECOVERING | SAME_DEATH   | RECOVERING | -
                    RECOVERING | FAILING      | OPEN       | UPDATED
                    RECOVERING | EXCUSED      | RESOLVED   | RESOLVED
                    RECOVERING | HEALTHY      | RECOVERING | -
                    RECOVERING | ORDER_BEGAN  | RESTARTING | RESTARTING
                    RECOVERING | ORDER_DONE   | RECOVERING | -
                    RECOVERING | ORDER_FAILED | RECOVERING | -
                    RECOVERING | TICK         | RECOVERING | -
                    RECOVERING | LONG_TICK    | RESOLVED   | RESOLVED
                    RECOVERING | ACKNOWLEDGED | RECOVERING | UPDATED
                    RECOVERING | CLOSED       | RESOLVED   | RESOLVED
                    RECOVERING | DECLINED     | RECOVERING | -
                    RECOVERING | THREADS_SEEN | RECOVERING | -
                    RECOVERING | STOPPED      | RECOVERING | GAVE_UP
                    RECOVERING | ELSEWHERE    | RECOVERING | -
                    GAVE_UP    | DIED_AGAIN   | GAVE_UP    | UPDATED
                    GAVE_UP    | SAME_DEATH   | GAVE_UP    | -
                    GAVE_UP    | FAILING      | GAVE_UP    | -
                    GAVE_UP    | EXCUSED      | RESOLVED   | RESOLVED
                    GAVE_UP    | HEALTHY      | RECOVERING | RECOVERING
                    GAVE_UP    | ORDER_BEGAN  | RESTARTING | RESTARTING
                    GAVE_UP    | ORDER_DONE   | GAVE_UP    | -
                    GAVE_UP    | ORDER_FAILED | GAVE_UP    | -
                    GAVE_UP    | TICK         | GAVE_UP    | -
                    GAVE_UP    | LONG_TICK    | GAVE_UP    | -
                    GAVE_UP    | ACKNOWLEDGED | GAVE_UP    | UPDATED
                    GAVE_UP    | CLOSED       | RESOLVED   | RESOLVED
                    GAVE_UP    | DECLINED     | GAVE_UP    | -
                    GAVE_UP    | THREADS_SEEN | GAVE_UP    | -
                    GAVE_UP    | STOPPED      | GAVE_UP    | UPDATED
                    GAVE_UP    | ELSEWHERE    | GAVE_UP    | -
                    RESOLVED   | DIED_AGAIN   | OPEN       | OPENED
                    RESOLVED   | SAME_DEATH   | RESOLVED   | -
                    RESOLVED   | FAILING      | OPEN       | OPENED
                    RESOLVED   | EXCUSED      | RESOLVED   | -
                    RESOLVED   | HEALTHY      | RESOLVED   | -
                    RESOLVED   | ORDER_BEGAN  | RESOLVED   | -
                    RESOLVED   | ORDER_DONE   | RESOLVED   | -
                    RESOLVED   | ORDER_FAILED | RESOLVED   | -
                    RESOLVED   | TICK         | RESOLVED   | -
                    RESOLVED   | LONG_TICK    | QUIET      | -
                    RESOLVED   | ACKNOWLEDGED | RESOLVED   | -
                    RESOLVED   | CLOSED       | RESOLVED   | -
                    RESOLVED   | DECLINED     | RESOLVED   | -
                    RESOLVED   | THREADS_SEEN | RESOLVED   | -
                    RESOLVED   | STOPPED      | RESOLVED   | -
                    RESOLVED   | ELSEWHERE    | RESOLVED   | -
                    """)
    void everyCellLeadsWhereItShould(String state, String signal, String next, String change) {
        State before = in(state);

        Step step = lifecycle.step(before, signal(signal));

        assertThat(name(step.state())).isEqualTo(next);
        assertThat(told(step).stream().map(i -> i.change().name()).toList())
                .isEqualTo(change.equals("-") ? List.of() : List.of(change));
        assertThat(told(step)).allMatch(i -> i.state().name().equals(next));
    }

    /// An incident of the death `d1` at second 1, brought into a state.
    private State in(String state) {
        if (state.equals("QUIET")) {
            return new State.Quiet();
        }
        State open =
                lifecycle.step(new State.Quiet(), new Signal.Died(at(1), death("d1", 1))).state();
        return switch (IncidentState.valueOf(state)) {
            case OPEN -> open;
            case RESTARTING ->
                    lifecycle.step(open, new Signal.OrderBegan(at(2), ORDER, "unit")).state();
            case RECOVERING -> lifecycle.step(open, new Signal.Healthy(at(5))).state();
            case GAVE_UP -> lifecycle.step(open, new Signal.Declined(at(2), "varde", "no")).state();
            case RESOLVED ->
                    lifecycle.step(open, new Signal.Excused(at(5), "unit stopped")).state();
        };
    }

    private static Signal signal(String name) {
        return switch (name) {
            case "DIED_AGAIN" -> new Signal.Died(at(9), death("d2", 9));
            case "SAME_DEATH" -> new Signal.Died(at(9), death("d1", 1));
            case "FAILING" -> new Signal.Failing(at(9), failure("f1"));
            case "EXCUSED" -> new Signal.Excused(at(9), "the unit was stopped");
            case "HEALTHY" -> new Signal.Healthy(at(9));
            case "ORDER_BEGAN" -> new Signal.OrderBegan(at(9), new OrderId("order-2"), "unit");
            case "ORDER_DONE" -> new Signal.OrderDone(at(9), ORDER);
            case "ORDER_FAILED" -> new Signal.OrderFailed(at(9), ORDER, false, "exit code 1");
            case "TICK" -> new Signal.Ticked(at(10));
            case "LONG_TICK" -> new Signal.Ticked(at(90_000));
            case "ACKNOWLEDGED" -> new Signal.Acknowledged(at(9), "kari", null);
            case "CLOSED" -> new Signal.Closed(at(9), "kari", null);
            case "DECLINED" -> new Signal.Declined(at(9), "varde", "budget used up");
            case "THREADS_SEEN" -> new Signal.ThreadsSeen(at(9), Lives.DUMP, "jcmd");
            case "STOPPED" -> new Signal.Stopped(at(9), "varde", "restarts are stopped");
            case "ELSEWHERE" -> new Signal.RestartedElsewhere(at(9), "systemd", 2);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String name(State state) {
        return state instanceof Episode e ? e.told().state().name() : "QUIET";
    }
}
