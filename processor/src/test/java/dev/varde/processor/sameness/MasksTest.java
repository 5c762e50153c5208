package dev.varde.processor.sameness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    retry 7 of 12 after 2.5 s                              | retry <n> of <n> after <n> s
                    no client 0198c5f0-7c00-7000-8000-00000000000a         | no client <uuid>
                    no client 0198C5F0-7C00-7000-8000-00000000000A         | no client <uuid>
                    2026-11-01T12:00:00.123Z ERROR boom                    | <time> ERROR boom
                    2026-11-01 12:00:00,123 ERROR boom                     | <time> ERROR boom
                    2026/11/01 12:00:00 boom                               | <time> boom
                    [12:00:01] boom                                        | [<time>] boom
                    connect to 10.0.0.17:5432 failed                       | connect to <ip> failed
                    connect to [fe80::1c2d:3e]:5432 failed                 | connect to <ip> failed
                    listening on :::8000                                   | listening on <ip>
                    interface 02:42:ac:11:00:02 is down                    | interface <mac> is down
                    segfault at 7f3a1c ip 0x7f3a1c00bd10                   | segfault at <n>f<n>a<n>c ip <hex>
                    commit 9f86d081884c7d659a2feaa0c55ad015                | commit <hex>
                    cannot open /var/lib/kontali/data/17.db: gone          | cannot open <path>: gone
                    cannot open C:\\kontali\\data\\17.db: gone             | cannot open <path>: gone
                    GET https://api.example.com/v1/clients?id=7 failed     | GET <url> failed
                    mail to kari.nordmann@example.com bounced              | mail to <mail> bounced
                    request req-8f3kz2m19xq failed                         | request <id> failed
                    relation "clients" does not exist                      | relation "clients" does not exist
                    """)
    void whatDiffersByChanceIsTakenOut(String line, String masked) {
        assertThat(Masks.masked(line)).isEqualTo(masked);
    }

    @Test
    void theHostInAPrefixOfSyslogDoesNotMatter() {
        assertThat(Masks.masked("Nov 24 21:42:07 alpha kontali[12]: cannot bind"))
                .isEqualTo(Masks.masked("Dec  1 01:02:03 beta kontali[4711]: cannot bind"));
    }

    @Test
    void blanksDoNotMatter() {
        assertThat(Masks.masked("  a \t b")).isEqualTo("a b");
    }

    @Test
    void aHostileLineIsMaskedInNoTime() {
        String[] hostile = {
            "a".repeat(100_000),
            "1:".repeat(50_000),
            "/a".repeat(50_000),
            "a.".repeat(50_000) + "@",
            "0".repeat(100_000),
            "-".repeat(100_000),
            "a-1".repeat(40_000),
            "x://".repeat(20_000)
        };

        long begun = System.nanoTime();
        for (String line : hostile) {
            Masks.masked(line);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
}
