package dev.varde.notifier.delivery;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void anySuccessIsDelivered(int status) {
        assertThat(HttpAnswer.outcome(status, null)).isInstanceOf(Outcome.Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 599})
    void whatMayPassIsTriedAgain(int status) {
        assertThat(HttpAnswer.outcome(status, Duration.ofSeconds(3)))
                .isEqualTo(
                        new Outcome.Temporary(status, "answered " + status, Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 413, 422})
    void everythingElseIsFailed(int status) {
        assertThat(HttpAnswer.outcome(status, null)).isInstanceOf(Outcome.Permanent.class);
    }

    @Test
    void everyStatusHasExactlyOneOutcome() {
        assertThat(IntStream.range(0, 1000).mapToObj(s -> HttpAnswer.outcome(s, null)))
                .doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource({
        "120,PT2M",
        "' 5 ',PT5S",
        "0,PT0S",
        "99999999999999999999,PT277777H46M39S",
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
