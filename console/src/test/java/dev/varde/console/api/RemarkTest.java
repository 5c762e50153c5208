package dev.varde.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemarkTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "{}", "{\"by\":null,\"note\":\" \"}", "{\"other\":1}"})
    void saidWithoutANameItIsTheConsole(String body) {
        assertThat(Remark.read(body)).isEqualTo(new Remark("console", null));
    }

    @Test
    void nameAndNoteAreTakenWithoutBlanksAround() {
        assertThat(Remark.read("{\"by\":\" anna \",\"note\":\"on it\\n\"}"))
                .isEqualTo(new Remark("anna", "on it"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | the body must be a JSON object or empty",
                "7 | the body must be a JSON object or empty",
                "{ | the body is not JSON",
                "by=anna | the body is not JSON",
                "{\"by\":7} | 'by' must be text of at most 80 characters",
                "{\"note\":[]} | 'note' must be text of at most 1000 characters",
                "{\"by\":\"VARDE\"} | 'by' may not be varde, which is Varde's own name"
            })
    void whatIsWrongIsSaid(String body, String wrong) {
        assertThatThrownBy(() -> Remark.read(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(wrong);
    }

    @Test
    void aBodyThatIsTooLongOrTooDeepIsRefused() {
        String deep = "{\"note\":" + "[".repeat(5_000);
        assertThatThrownBy(() -> Remark.read(deep)).isInstanceOf(IllegalArgumentException.class);
        String long_ = "{\"other\":\"" + "x".repeat(20_000) + "\"}";
        assertThatThrownBy(() -> Remark.read(long_)).hasMessage("the body is too long");
    }
}
