package dev.varde.notifier.delivery;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);
    private static final Set<Integer> AGAIN = Set.of(408, 421, 425, 429);

    @Test
    void everyStatusIsMappedToOneOfFourFates() {
        Map<String, List<Integer>> fates =
                IntStream.rangeClosed(100, 599)
                        .boxed()
                        .collect(Collectors.groupingBy(HttpAnswerTest::fate));

        assertThat(fates)
                .containsOnlyKeys("delivered", "again", "never", "gone")
                .containsEntry("delivered", statuses(s -> s >= 200 && s < 300))
                .containsEntry("again", statuses(s -> AGAIN.contains(s) || s >= 500))
                .containsEntry("gone", List.of(410))
                .containsEntry(
                        "never",
                        statuses(s ->
                                s != 410
                                        && !AGAIN.contains(s)
                                        && (s < 200 || (s >= 300 && s < 500))));
    }

    @Test
    void aRedirectIsSaidNotToBeFollowed() {
        assertThat(HttpAnswer.outcome(301, null).toString()).contains("redirects are not followed");
    }

    private static String fate(int status) {
        Outcome outcome = HttpAnswer.outcome(status, THREE_SECONDS);
        return switch (outcome) {
            case Outcome.Delivered o when is(status, o.status()) -> "delivered";
            case Outcome.Temporary o
                    when is(status, o.status()) && THREE_SECONDS.equals(o.retryAfter()) ->
                    "again";
            case Outcome.Permanent o when o.reason().contains("no more of this") -> "gone";
            case Outcome.Permanent o when is(status, o.status()) -> "never";
            default -> "unmapped";
        };
    }

    private static boolean is(int status, @Nullable Integer other) {
        return other != null && other == status;
    }

    private static List<Integer> statuses(IntPredicate which) {
        return IntStream.rangeClosed(100, 599).filter(which).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "120,PT2M",
        "' 5 ',PT5S",
        "0,PT0S",
        "86401,PT24H",
        "99999999999999999999,PT24H",
        "'Mon, 1 Nov 2027 12:00:00 GMT',PT24H",
        "'Sun, 1 Nov 2026 12:00:30 GMT',PT30S",
        "'Sun, 1 Nov 2026 11:00:00 GMT',PT0S"
    })
    void retryAfterIsSecondsOrADate(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOON)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1.5", "Sun, 99 Nov 2026 12:00:30 GMT", "\u0000"})
    void nonsenseInRetryAfterIsIgnored(String header) {
        assertThat(RetryAfter.read(header, NOON)).isEmpty();
    }
}
