package dev.varde.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static List<ServiceView.Check> checks(Standing... standings) {
        return Arrays.stream(standings)
                .map(s ->
                        new ServiceView.Check("http", "t", s, Duration.ZERO, "detail", Sample.NOON))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, false, UNKNOWN, not everything was looked at yet",
        "true, false, false, UNKNOWN, not everything was looked at yet",
        "true, false, true, DOWN, no process",
        "false, false, true, DOWN, no process",
        "true, true, false, WELL, its process runs",
        "true, true, true, WELL, its process runs"
    })
    void withoutChecksItsProcessDecides(
            boolean watched, boolean alive, boolean gone, Standing standing, String why) {
        assertThat(Verdict.of(List.of(), 0, watched, alive, gone))
                .isEqualTo(new Verdict(standing, why));
    }

    @Test
    void theWorstCheckDecides() {
        assertThat(Verdict.of(checks(Standing.WELL, Standing.SHAKY), 2, true, true, false))
                .isEqualTo(new Verdict(Standing.SHAKY, "http: detail"));
        assertThat(
                        Verdict.of(
                                checks(Standing.SHAKY, Standing.DOWN, Standing.WELL),
                                3,
                                true,
                                true,
                                false))
                .isEqualTo(new Verdict(Standing.DOWN, "http: detail"));
    }

    @Test
    void aMissingProcessIsWorseThanAnyCheck() {
        assertThat(Verdict.of(checks(Standing.WELL), 1, true, false, true).why())
                .isEqualTo("no process");
    }

    @Test
    void aCheckThatWasNeverHeardOfIsNotWell() {
        assertThat(Verdict.of(checks(Standing.WELL), 2, false, false, false).standing())
                .isEqualTo(Standing.UNKNOWN);
        assertThat(Verdict.of(checks(Standing.WELL), 1, false, false, false))
                .isEqualTo(new Verdict(Standing.WELL, "1 check passes"));
    }
}
