package dev.varde.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.OwnPattern;
import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.pattern.SafePattern;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnPatternsTest {
    private static SafePattern pattern(String regex) {
        return switch (SafePattern.compile(regex)) {
            case SafePattern.Compiled.Usable(SafePattern usable) -> usable;
            case SafePattern.Compiled.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private static Redactor hiding(String... regexes) {
        List<OwnPattern> own =
                Arrays.stream(regexes).map(r -> new OwnPattern("own", pattern(r))).toList();
        return Redactor.of(new Redaction(own, List.of(), true, true));
    }

    private static Redactor keeping(String regex) {
        return Redactor.of(new Redaction(List.of(), List.of(pattern(regex)), true, true));
    }

    @Test
    void theFirstGroupIsHiddenOrTheWholeWhereThereIsNone() {
        assertThat(hiding("kunde (\\d+)").redact("kunde 12, kunde 345: password=x"))
                .isEqualTo("kunde ***, kunde ***: password=***");
        assertThat(hiding("K-\\d{3}").redact("K-123 K-12 K-1234")).isEqualTo("*** K-12 ***4");
        assertThat(hiding("a(b)?c").redact("ac abc")).isEqualTo("*** a***c");
    }

    @Test
    void patternsThatFindNothingOrTheEmptyTextHideNothing() {
        assertThat(hiding("x*").redact("abc")).isEqualTo("abc");
        assertThat(hiding("x*", "b").redact("axxbc")).isEqualTo("a******c");
        assertThat(hiding("()").redact("abc")).isEqualTo("abc");
    }

    @Test
    void whatIsKeptStaysAsAWholeOnly() {
        Redactor redactor = keeping("4111\\d{12}|test-token|hunter[0-9]");
        assertThat(redactor.redact("card 4111111111111111 and 5555555555554444"))
                .isEqualTo("card 4111111111111111 and ***");
        assertThat(redactor.redact("token=test-token password=hunter2 password=hunter22"))
                .isEqualTo("token=test-token password=hunter2 password=***");
    }

    @Test
    void aKeptTextIsKeptFromOnesOwnPatternsToo() {
        Redaction rules =
                new Redaction(
                        List.of(new OwnPattern("own", pattern("K-(\\d+)"))),
                        List.of(pattern("000")),
                        true,
                        true);
        assertThat(Redactor.of(rules).redact("K-123 K-000")).isEqualTo("K-*** K-000");
    }

    @Test
    void redactingTwiceIsRedactingOnce() {
        Redactor redactor = hiding("kunde-(\\w+)", "K-\\d+");
        String once = redactor.redact("kunde-abc K-12 password=x");
        assertThat(redactor.redact(once)).isEqualTo(once);
    }
}
