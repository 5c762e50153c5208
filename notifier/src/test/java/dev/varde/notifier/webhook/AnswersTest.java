package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Format;
import dev.varde.notifier.delivery.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
    @ParameterizedTest
    @CsvSource({
        "200,ok,Delivered",
        "200,'',Delivered",
        "200,invalid_payload,Permanent",
        "400,invalid_payload,Permanent",
        "404,no_service,Permanent",
        "403,action_prohibited,Permanent",
        "410,channel_is_archived,Permanent",
        "200,' no_text\n',Permanent",
        "500,no_service,Permanent",
        "200,rate_limited,Temporary",
        "500,rollup_error,Temporary",
        "429,rate_limited,Temporary",
        "200,the invalid_payload of hemmelig,Delivered"
    })
    void slackSaysItInAWord(int status, String text, String fate) {
        Outcome outcome = outcome(Format.SLACK, status, null, text);

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(fate);
        assertThat(outcome.toString()).doesNotContain("hemmelig");
    }

    @Test
    void slackKeepsTheStatusByWhichTheLedgerDisablesAReceiver() {
        assertThat(outcome(Format.SLACK, 410, null, "channel_is_archived"))
                .isEqualTo(new Outcome.Permanent(410, "answered 410: channel_is_archived"));
    }

    @Test
    void slackAsksForAWaitWith429() {
        assertThat(outcome(Format.SLACK, 429, "30", "rate_limited"))
                .isEqualTo(new Outcome.Temporary(429, "answered 429", Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({
        "202,'',Delivered",
        "200,1,Delivered",
        "200,Microsoft Teams endpoint returned HTTP error 429 with ContextId x,Temporary",
        "413,'',Permanent",
        "429,'',Temporary"
    })
    void teamsMayHideThatItTakesNoMoreInAnAnswerThatSaysOk(int status, String text, String fate) {
        assertThat(outcome(Format.TEAMS, status, null, text).getClass().getSimpleName())
                .isEqualTo(fate);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void whatIsAskedForIsReadAsSecondsAndAsADate(Format format) {
        assertThat(outcome(format, 429, "7", ""))
                .isEqualTo(new Outcome.Temporary(429, "answered 429", Duration.ofSeconds(7)));
        assertThat(outcome(format, 503, "Sun, 1 Nov 2026 12:00:30 GMT", ""))
                .isEqualTo(new Outcome.Temporary(503, "answered 503", Duration.ofSeconds(30)));
        assertThat(outcome(format, 503, "99999999", ""))
                .isEqualTo(new Outcome.Temporary(503, "answered 503", Duration.ofDays(1)));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noBodyIsQuoted(Format format) {
        for (int status : new int[] {200, 302, 400, 410, 429, 500}) {
            assertThat(outcome(format, status, null, "hemmelig <script>").toString())
                    .doesNotContain("hemmelig", "script");
        }
    }

    private static Outcome outcome(
            Format format,
            int status,
            @org.jspecify.annotations.Nullable String retryAfter,
            String text) {
        return new Answers(format).outcome(new Reply.Answered(status, retryAfter, text), NOON);
    }
}
