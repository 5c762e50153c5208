package dev.varde.collector.probe;

import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.config.Configuration.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The run of equal answers of one check, and which of them are worth telling.
///
/// Told are: the first answer after a process start, each change, each failure up to the threshold,
/// and every 30 seconds the state as it is. A failure counts at the check's own pace only: those of
/// the quick looks after a start, less than four fifths of `every` after the last, do not bring the
/// service nearer to being down.
final class Streak {
    private static final Duration REPEAT = Duration.ofSeconds(30);

    private final Check check;
    private final String target;
    private final Duration pace;
    private boolean fresh = true;
    private boolean passing;
    private @Nullable Failure failing;
    private int consecutive;
    private Instant counted = Instant.MIN;
    private Instant told = Instant.MIN;

    /// @param target as it may be told, without credentials
    Streak(Check check, String target) {
        this.check = check;
        this.target = target;
        this.pace = check.every().multipliedBy(4).dividedBy(5);
    }

    /// A new process: its first answer is told, and its failures count from one.
    void begin() {
        fresh = true;
        consecutive = 0;
        counted = Instant.MIN;
    }

    boolean passing() {
        return passing && !fresh;
    }

    /// @param holder asked only when a failure is told
    Optional<HealthFact> hear(
            Answer answer, Duration latency, Instant now, Supplier<Optional<PortHolder>> holder) {
        boolean tell =
                switch (answer) {
                    case Answer.Good _ -> good(now);
                    case Answer.Bad bad -> bad(bad, now);
                };
        fresh = false;
        if (!tell) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(
                switch (answer) {
                    case Answer.Good _ ->
                            new CheckPassed(check.name(), check.kind(), target, latency);
                    case Answer.Bad bad -> failed(bad, latency, holder.get().orElse(null));
                });
    }

    private boolean good(Instant now) {
        boolean changed = !passing;
        passing = true;
        failing = null;
        consecutive = 0;
        counted = Instant.MIN;
        return fresh || changed || due(now);
    }

    private boolean bad(Answer.Bad bad, Instant now) {
        boolean changed = passing || failing != bad.failure();
        boolean counts = consecutive == 0 || !now.isBefore(counted.plus(pace));
        if (counts) {
            consecutive = Math.min(consecutive + 1, Integer.MAX_VALUE - 1);
            counted = now;
        }
        passing = false;
        failing = bad.failure();
        boolean rising = counts && consecutive <= check.failures();
        return fresh || changed || rising || due(now);
    }

    private boolean due(Instant now) {
        return told.equals(Instant.MIN) || !now.isBefore(told.plus(REPEAT));
    }

    private CheckFailed failed(Answer.Bad bad, Duration latency, @Nullable PortHolder holder) {
        return new CheckFailed(
                check.name(),
                check.kind(),
                target,
                bad.failure(),
                bad.status(),
                bad.detail(),
                consecutive,
                check.failures(),
                latency,
                holder);
    }
}
