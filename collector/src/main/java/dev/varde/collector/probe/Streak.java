package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.config.Configuration.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last answers of one check, and which of them are worth telling.
///
/// Told are: the first answer after a process start, each change, each failure up to the threshold,
/// and every 30 seconds the state as it is. A failure counts at the check's own pace only: those of
/// the quick looks after a start, less than four fifths of `every` after the last, do not bring the
/// service nearer to being down.
///
/// With `of` a good answer is told once fewer than the threshold of the last answers failed; until
/// then the service stays down, so that one good answer among bad ones does not end an outage.
final class Streak {
    private static final Duration REPEAT = Duration.ofSeconds(30);

    private final Check check;
    private final String target;
    private final Duration pace;
    private boolean fresh = true;
    private boolean passing;
    private Answer.@Nullable Bad failing;
    private int inARow;
    private long window;
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
        forget();
    }

    private void forget() {
        inARow = 0;
        window = 0;
        counted = Instant.MIN;
    }

    boolean passing() {
        return passing && !fresh;
    }

    Optional<HealthFact> hear(Answer answer, Duration latency, Instant now) {
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
                answer instanceof Answer.Good good && passing
                        ? passed(good, latency)
                        : failed(latency));
    }

    private boolean good(Instant now) {
        window <<= 1;
        if (failing != null && failures() >= check.failures() && check.of() != null) {
            return due(now);
        }
        boolean changed = !passing;
        passing = true;
        failing = null;
        inARow = 0;
        counted = Instant.MIN;
        return fresh || changed || due(now);
    }

    private boolean bad(Answer.Bad bad, Instant now) {
        boolean changed = passing || failing == null || failing.failure() != bad.failure();
        boolean counts = counted.equals(Instant.MIN) || !now.isBefore(counted.plus(pace));
        if (counts) {
            inARow = Math.min(inARow + 1, Integer.MAX_VALUE - 1);
            window = window << 1 | 1;
            counted = now;
        }
        passing = false;
        failing = bad;
        boolean rising = counts && failures() <= check.failures();
        return fresh || changed || rising || due(now);
    }

    /// Those in a row, or among the last `of` answers.
    private int failures() {
        Integer of = check.of();
        return of == null ? inARow : Long.bitCount(window & ((1L << of) - 1));
    }

    private boolean due(Instant now) {
        return told.equals(Instant.MIN) || !now.isBefore(told.plus(REPEAT));
    }

    private CheckPassed passed(Answer.Good good, Duration latency) {
        return new CheckPassed(
                check.name(), check.kind(), target, latency, good.certificateUntil());
    }

    private CheckFailed failed(Duration latency) {
        Answer.Bad bad = Objects.requireNonNull(failing);
        return new CheckFailed(
                check.name(),
                check.kind(),
                target,
                bad.failure(),
                bad.status(),
                bad.detail(),
                failures(),
                check.failures(),
                latency,
                null,
                check.of());
    }
}
