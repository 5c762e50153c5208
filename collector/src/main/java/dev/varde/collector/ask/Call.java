package dev.varde.collector.ask;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One time a check is asked, over as many lines as it takes: answered once, at its deadline at the
/// latest. Lives on the switchboard's thread.
final class Call {
    private static final int MOST_MOVES = 10;

    private final Switchboard switchboard;
    private final Consumer<Answer> hear;
    private final Switchboard.Due deadline;
    private @Nullable Line line;
    private @Nullable Future<?> blocking;
    private int moves;
    private boolean over;

    Call(Switchboard switchboard, Duration timeout, Consumer<Answer> hear) {
        this.switchboard = switchboard;
        this.hear = hear;
        this.deadline = switchboard.after(timeout, () -> answered(Failed.late(timeout)));
    }

    boolean over() {
        return over;
    }

    void on(Line current) {
        line = current;
    }

    void stopWith(Future<?> asking) {
        blocking = asking;
    }

    /// Only the turns that leave a line: over, or elsewhere.
    void turn(Turn turn) {
        switch (turn) {
            case Turn.Over(Answer answer) -> answered(answer);
            case Turn.Elsewhere(Place place, Conversation next) -> move(place, next);
            case Turn.Say _, Turn.Listen _ ->
                    throw new IllegalStateException("a talk that goes on left its line");
        }
    }

    private void move(Place place, Conversation next) {
        hangUp();
        if (!over && moves++ < MOST_MOVES) {
            switchboard.connect(place, next, this);
        }
    }

    void failed(Throwable thrown) {
        answered(Failed.of(thrown));
    }

    void answered(Answer answer) {
        if (over) {
            return;
        }
        over = true;
        deadline.callOff();
        hangUp();
        hear.accept(answer);
    }

    private void hangUp() {
        if (line != null) {
            line.hangUp();
        }
        if (blocking != null) {
            blocking.cancel(true);
        }
    }
}
