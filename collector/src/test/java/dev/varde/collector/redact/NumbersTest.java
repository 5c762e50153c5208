package dev.varde.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Redaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// National identity numbers and card numbers. All are made up: those of persons by the rules,
/// those of cards are the schemes' published test numbers.
class NumbersTest {
    private static String redact(String text) {
        return Redactor.STANDARD.redact(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01010112377", // 1 January 1901
                "010101 12377",
                "010101-12377",
                "41010112360", // D-number
                "01410110187", // made up: month + 40
                "01810112332", // made up: month + 80
                "29020050088", // 29 February 2000
                "15087432138"
            })
    void nationalIdentityNumbersAreHiddenWhenTheirDateCanBe(String number) {
        assertThat(redact("fnr=" + number + ", x")).isEqualTo("fnr=***, x");
        assertThat(redact(number)).isEqualTo("***");
        assertThat(redact("user-" + number + ".")).isEqualTo("user-***.");
    }

    @Test
    void eachOfTheTwoCheckDigitsCounts() {
        for (int wrong = 1; wrong < 10; wrong++) {
            int last = (7 + wrong) % 10;
            String lastDigit = "0101011237" + last;
            assertThat(redact(lastDigit)).isEqualTo(lastDigit);
            String lastButOne = "010101123" + last + "7";
            assertThat(redact(lastButOne)).isEqualTo(lastButOne);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "32010112304", // no day
                "01131112304", // no month
                "29020112304", // 1901 was no leap year
                "01014060029", // no century
                "00000000000",
                "11111111111",
                "010101123771", // longer
                "x01010112377",
                "01010112377x",
                "10.01010112377",
                "01010112377.5",
                "1-01010112377",
                "0101 0112377",
                "01 01 01 12377",
                "01010112377_1"
            })
    void whatIsNoneStays(String text) {
        assertThat(redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4222222222222", // 13 digits
                "4000000000000000006", // 19 digits
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "3782 822463 10005",
                "30569309025904",
                "6011111111111117",
                "3530111333300000",
                "6200000000000005",
                "6759649826438453"
            })
    void cardNumbersAreHidden(String number) {
        assertThat(redact("paid with " + number + " today")).isEqualTo("paid with *** today");
        assertThat(redact("{\"pan\":\"" + number + "\"}")).isEqualTo("{\"pan\":\"***\"}");
    }

    @Test
    void aCardNumberWithAnyDigitChangedStays() {
        String card = "4111111111111111";
        for (int at = 4; at < card.length(); at++) {
            String wrong = card.substring(0, at) + "7" + card.substring(at + 1);
            assertThat(redact(wrong)).isEqualTo(wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1411111111111111", // no scheme begins so
                "0000000000000000",
                "411111111111", // too short
                "41111111111111111111", // too long
                "id4111111111111111",
                "4111111111111111a",
                "0.4111111111111111",
                "4111 11111111 1111", // not printed so
                "1764075600123", // milliseconds
                "1764075600123456789", // nanoseconds
                "2026-11-25 18:10:57,123 4111 1111",
                "0198c5f2-7c1e-4111-8111-111111111111",
                "127.0.0.1:43210 pid 12345 8589934592 bytes"
            })
    void otherNumbersStay(String text) {
        assertThat(redact(text)).isEqualTo(text);
    }

    @Test
    void bothCanBeLeftAlone() {
        Redaction none = new Redaction(List.of(), List.of(), false, false);
        Redaction cards = new Redaction(List.of(), List.of(), false, true);
        String text = "01010112377 4111111111111111";
        assertThat(Redactor.of(none).redact(text)).isEqualTo(text);
        assertThat(Redactor.of(cards).redact(text)).isEqualTo("01010112377 ***");
    }
}
