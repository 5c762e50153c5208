package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalLinesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private record Match(long entry, int line, LogMatched fact) {}

    private final List<Match> matches = new ArrayList<>();
    private final List<Long> gaps = new ArrayList<>();
    private long entry;

    private final JournalLines lines =
            new JournalLines(
                    "journal:kontali.service",
                    new JournalLines.Out() {
                        @Override
                        public void matched(long entry, int line, LogMatched fact) {
                            matches.add(new Match(entry, line, fact));
                        }

                        @Override
                        public void gap(String source, long lost, String reason) {
                            gaps.add(lost);
                        }
                    });

    private void say(int pid, String message) {
        lines.add(++entry, pid, NOON.plusSeconds(entry), message, false, NOON);
    }

    @Test
    @Case(41)
    void tracesOfProcessesThatWriteAtTheSameTimeAreKeptApart() {
        List<String> first =
                List.of(
                        "Traceback (most recent call last):",
                        "  File \"a.py\", line 1",
                        "AError: a");
        List<String> second =
                List.of(
                        "Traceback (most recent call last):",
                        "  File \"b.py\", line 2",
                        "BError: b");
        for (int i = 0; i < first.size(); i++) {
            say(1, first.get(i));
            say(2, second.get(i));
        }

        lines.flush(NOON);

        assertThat(matches).extracting(m -> m.fact().lines()).containsExactly(first, second);
        assertThat(matches).extracting(m -> m.fact().pid()).containsExactly(1, 2);
        assertThat(matches).extracting(m -> m.fact().kind()).containsOnly(LogKind.STACK_TRACE);
    }

    @Test
    void aMessageOfSeveralLinesIsThoseLines() {
        say(1, "one\nERROR two\nthree\nFATAL four");

        lines.flush(NOON);

        assertThat(matches)
                .extracting(m -> m.fact().lines().getFirst())
                .containsExactly("ERROR two", "FATAL four");
        assertThat(matches).extracting(Match::line).containsExactly(1, 3);
        assertThat(matches).extracting(Match::entry).containsOnly(1L);
    }

    @Test
    void aMatchSaysWhenItsFirstLineWasWritten() {
        say(1, "nothing");
        say(1, "ERROR here");

        lines.flush(NOON);

        long micros = NOON.plusSeconds(2).getEpochSecond() * 1_000_000;
        assertThat(matches.getFirst().fact().offset()).isEqualTo(micros);
        assertThat(matches.getFirst().fact().file()).isEqualTo("journal:kontali.service");
    }

    @Test
    void theRestOfALineThatTheJournalCutIsNoLineOfItsOwn() {
        lines.add(1, 1, NOON, "x".repeat(48 << 10), true, NOON);
        lines.add(2, 1, NOON, "ERROR that is the middle of a line", true, NOON);
        lines.add(3, 1, NOON, "ERROR that is its end", false, NOON);
        lines.add(4, 1, NOON, "ERROR that is a line", false, NOON);

        lines.flush(NOON);

        assertThat(matches)
                .extracting(m -> m.fact().lines().getFirst())
                .containsExactly("ERROR that is a line");
    }

    @Test
    void whatIsNotDecidedIsKnown() {
        assertThat(lines.undecidedFrom()).isEqualTo(Long.MAX_VALUE);
        say(1, "first");
        say(2, "other process");
        say(1, "second");

        assertThat(lines.undecidedFrom()).isEqualTo(2);
        lines.settle(NOON.plusSeconds(1));
        assertThat(lines.undecidedFrom()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void manyProcessesAreBounded() {
        for (int pid = 1; pid <= 1_000; pid++) {
            say(pid, "ERROR " + pid);
        }

        assertThat(lines.undecidedFrom()).isGreaterThan(980);
    }

    @Test
    void aStormIsBoundedAndCounted() {
        for (int i = 0; i < 1_000; i++) {
            say(1, "ERROR " + i);
        }
        lines.flush(NOON.plusSeconds(11));
        lines.settle(NOON.plusSeconds(30));

        assertThat(matches).hasSizeBetween(RateBound.MOST, RateBound.MOST + 1);
        assertThat(gaps.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1_000 - matches.size());
    }

    @Test
    @Case(18)
    void controlCharactersAndKeysAreNotShown() {
        say(1, "ERROR a\u0000b \u001b[31mred");
        lines.flush(NOON);

        assertThat(matches.getFirst().fact().lines()).containsExactly("ERROR a\ufffdb red");
        assertThat(
                        JournalLines.shown(
                                List.of(
                                        "-----BEGIN PRIVATE KEY-----",
                                        "MIIEhemmelig",
                                        "-----END PRIVATE KEY-----",
                                        "after"),
                                50))
                .doesNotContain("MIIEhemmelig")
                .contains("after");
    }
}
