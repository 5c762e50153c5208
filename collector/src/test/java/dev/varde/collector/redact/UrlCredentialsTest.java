package dev.varde.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCredentialsTest {
    private static final String TOKEN = "ghp_0123456789abcdefghijABCDEF";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://TOKEN@github.com/x",
                "https://TOKEN:@github.com/x",
                "https://TOKEN:x-oauth-basic@github.com/x",
                "https://TOKEN:p@ss@github.com/x",
                "git+https://TOKEN@github.com/x.git#egg=x",
                "HTTPS://TOKEN@GITHUB.COM/X",
                "fatal: unable to access 'https://TOKEN@github.com/x/': 403"
            })
    void aTokenInPlaceOfTheUserIsMaskedWithAllBehindIt(String pattern) {
        String redacted = Redactor.STANDARD.redact(pattern.replace("TOKEN", TOKEN));
        assertThat(redacted)
                .doesNotContain("ghp_", "p@ss")
                .contains("://***@")
                .containsIgnoringCase("@github.com/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glpat-0123456789abcdefghij",
                "github_pat_0123456789abcdefghijABCDEF",
                "sk_live_0123456789abc",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_x",
                "AKIAIOSFODNN7EXAMPLE",
                "xoxb-1234567890-abc"
            })
    void everyKnownShapeIsSeenThere(String token) {
        assertThat(Redactor.STANDARD.redact("https://" + token + ":x@example.com/y"))
                .isEqualTo("https://***@example.com/y");
    }

    @ParameterizedTest
    @CsvSource({
        "https://0123456789abcde@sentry.io/1,https://0123456789abcde@sentry.io/1",
        "https://0123456789abcdef@sentry.io/1,https://***@sentry.io/1",
        "https://0123456789abcdef:@sentry.io/1,https://***@sentry.io/1",
        "https://0123456789abcdef@a@sentry.io/1,https://***@sentry.io/1",
        "https://0123456789abcdef:pw@sentry.io/1,https://0123456789abcdef:***@sentry.io/1"
    })
    void aLongUserWithoutPasswordIsTakenForAToken(String text, String redacted) {
        assertThat(Redactor.STANDARD.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://user:secret@db:5432/x,postgres://user:***@db:5432/x",
        "postgres://user:secret@,postgres://user:***@",
        "mongodb+srv://app:p%40ss@c0.example.net/,mongodb+srv://app:***@c0.example.net/",
        "redis://:secret@cache,redis://:***@cache",
        "amqp://guest:guest@[::1]:5672/,amqp://guest:***@[::1]:5672/",
        "a://u:1@h b://v:2@i,a://u:***@h b://v:***@i"
    })
    void theUserStaysWhereThereIsAPassword(String text, String redacted) {
        assertThat(Redactor.STANDARD.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://git@github.com/x",
                "https://user@host/",
                "https://user:@host/",
                "https://@host/",
                "https://:@host/",
                "http://a-rather-long-host.example.com/path?mail=a@b",
                "http://a-rather-long-host.example.com?mail=a@b.example.com",
                "http://a-rather-long-host.example.com#a@b.example.com",
                "://",
                "x://@",
                "http://[::1]:8000/health",
                "mail to a-rather-long-name@example.com failed"
            })
    void namesAndHostsStay(String text) {
        assertThat(Redactor.STANDARD.redact(text)).isSameAs(text);
    }

    @Test
    void aTokenOfAKnownShapeThatIsTheHostIsMaskedToo() {
        assertThat(Redactor.STANDARD.redact("https://" + TOKEN + "/x")).isEqualTo("https://***/x");
    }

    @Test
    void maskingTwiceChangesNothing() {
        Random random = new Random(3);
        String letters = "://@:abcXYZ019._-? ghp_";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("https://");
            for (int j = random.nextInt(50); j > 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String once = Redactor.STANDARD.redact(text.toString());
            assertThat(Redactor.STANDARD.redact(once)).isEqualTo(once);
        }
    }

    @Test
    void aTokenIsMaskedWhateverStandsAround() {
        Random random = new Random(5);
        String letters = "ab:/ \"'<>@?\n=-";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder before = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                before.append(letters.charAt(random.nextInt(letters.length())));
            }
            String text = before + " https://" + TOKEN + ":x-oauth-basic@github.com/" + before;
            assertThat(Redactor.STANDARD.redact(text)).doesNotContain(TOKEN);
        }
    }
}
