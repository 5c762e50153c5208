package dev.varde.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "10239, 10 KiB",
        "1047552, 1023 KiB",
        "1048064, 1.0 MiB",
        "2040109465, 1.9 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesAreReadable(long bytes, String words) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT-5S, 0 ms",
        "PT0.0031S, 3 ms",
        "PT7.34S, 7.3 s",
        "PT59S, 59 s",
        "PT60S, 1 min",
        "PT3M20S, 3 min 20 s",
        "PT1H, 1 h",
        "PT2H5M9S, 2 h 5 min",
        "PT76H, 3 d 4 h"
    })
    void durationsAreReadable(Duration duration, String words) {
        assertThat(Amounts.duration(duration)).isEqualTo(words);
    }

    @Test
    void countsAgreeInNumber() {
        assertThat(Amounts.count(1, "incident")).isEqualTo("1 incident");
        assertThat(Amounts.count(0, "incident")).isEqualTo("0 incidents");
        assertThat(Amounts.count(2, "mailbox", "mailboxes")).isEqualTo("2 mailboxes");
    }
}
