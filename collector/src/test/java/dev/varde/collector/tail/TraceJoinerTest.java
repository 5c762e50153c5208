package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.LogFact.LogKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceJoinerTest {
    private record Matched(LogKind kind, long offset, List<String> lines) {}

    private final List<Matched> matched = new ArrayList<>();
    private final TraceJoiner joiner =
            new TraceJoiner(
                    (kind, first, lines) -> matched.add(new Matched(kind, first.offset(), lines)));
    private long offset;

    private void feed(String text) {
        for (String line : text.split("\n", -1)) {
            joiner.feed(new Line(offset, line));
            offset += line.length() + 1;
        }
    }

    private List<Matched> joined(String text) {
        feed(text);
        joiner.flush();
        return matched;
    }

    @Test
    void twoPythonTracesInARowAreTwo() {
        String trace =
                "Traceback (most recent call last):\n  File \"a.py\", line 2, in f\nKeyError: 1";
        assertThat(joined(trace + "\n" + trace)).hasSize(2);
    }

    @Test
    void aTraceWithAPrefixOnEveryLine() {
        String p = "app-1  | ";
        String trace =
                p
                        + "Traceback (most recent call last):\n"
                        + p
                        + "  File \"a.py\", line 2, in f\n"
                        + p
                        + "KeyError: 'x'";
        assertThat(joined(p + "INFO x\n" + trace + "\n" + p + "INFO y")).hasSize(1);
        assertThat(String.join("\n", matched.getFirst().lines())).isEqualTo(trace);
    }

    @Test
    void aPathThatEndsInANumberBeginsNoTraceByItself() {
        assertThat(joined("/srv/app.js:12\nplain\nERROR one\nplain\nERROR two"))
                .extracting(m -> m.lines().getFirst())
                .containsExactly("ERROR one", "ERROR two");
        assertThat(matched).allMatch(m -> m.kind() == LogKind.LINE);
    }

    @Test
    void aFatalErrorOfSomethingElseIsALine() {
        assertThat(joined("fatal error: foo.h: No such file\nplain"))
                .containsExactly(
                        new Matched(LogKind.LINE, 0, List.of("fatal error: foo.h: No such file")));
    }

    @Test
    void aHugeTraceKeepsItsHeadAndItsTail() {
        StringBuilder text =
                new StringBuilder("Exception in thread \"main\" java.lang.StackOverflowError\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("\tat app.Main.f(Main.java:").append(i).append(")\n");
        }
        List<Matched> all = joined(text + "Caused by: x.Y: z\nINFO");
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().lines()).hasSize(500).endsWith("Caused by: x.Y: z");
        assertThat(all.getFirst().lines().get(300)).startsWith("… (").endsWith(" lines left out)");
        assertThat(all.getFirst().lines().stream().mapToInt(String::length).sum())
                .isLessThan(64 << 10);
    }

    @Test
    void hostileLinesAreJoinedInBoundedTime() {
        for (String line :
                List.of(
                        "/a:1",
                        "panic: x",
                        " ",
                        "  x",
                        "goroutine 1 [",
                        "Node.js v1",
                        "Traceback (most recent call last):")) {
            feed((line + "\n").repeat(20_000));
        }
        joiner.flush();
        assertThat(joiner.undecidedFrom(offset)).isEqualTo(offset);
    }

    @Test
    void whatIsNotDecidedIsKnown() {
        feed("plain");
        assertThat(joiner.undecidedFrom(6)).isZero();
        feed("Traceback (most recent call last):\n  File \"x\", line 1");
        assertThat(joiner.undecidedFrom(offset)).isEqualTo(6);
        joiner.flush();
        assertThat(joiner.undecidedFrom(offset)).isEqualTo(offset);
    }

    /// The trace of each writer, whatever the others say in between.
    private void assertBothWhole(String log, String one, String other) {
        assertThat(
                        joined(log).stream()
                                .filter(m -> m.kind() == LogKind.STACK_TRACE)
                                .map(m -> String.join("\n", m.lines())))
                .containsExactlyInAnyOrder(one.strip(), other.strip());
    }

    @Test
    void tracesOfTwoProcessesInOneFileAreToldApartByTheNumberOfTheProcess() {
        assertBothWhole(
                """
                [12] INFO starting
                [12] Traceback (most recent call last):
                [13] Traceback (most recent call last):
                [12]   File "a.py", line 2, in f
                [13]   File "b.py", line 9, in g
                [14] INFO all is well
                [13] ValueError: of thirteen
                [12] KeyError: 'of twelve'
                [14] INFO all is well\
                """,
                """
                [12] Traceback (most recent call last):
                [12]   File "a.py", line 2, in f
                [12] KeyError: 'of twelve'
                """,
                """
                [13] Traceback (most recent call last):
                [13]   File "b.py", line 9, in g
                [13] ValueError: of thirteen
                """);
    }

    @Test
    void tracesOfTwoThreadsAreToldApartThoughTheClockGoesOn() {
        assertBothWhole(
                """
                2026-11-24T21:42:00.100Z ERROR [pool-1] java.io.IOException: one
                2026-11-24T21:42:00.101Z ERROR [pool-2] java.io.IOException: two
                2026-11-24T21:42:00.1Z ERROR [pool-1] \tat app.One.run(One.java:3)
                2026-11-24T21:42:00.102Z ERROR [pool-2] \tat app.Two.run(Two.java:4)
                2026-11-24T21:42:01Z ERROR [pool-1] Caused by: java.lang.Error: inner
                2026-11-24T21:42:01.2Z ERROR [pool-1] \tat app.One.go(One.java:8)
                2026-11-24T21:42:01.3Z ERROR [pool-2] \t... 7 more\
                """,
                """
                2026-11-24T21:42:00.100Z ERROR [pool-1] java.io.IOException: one
                2026-11-24T21:42:00.1Z ERROR [pool-1] \tat app.One.run(One.java:3)
                2026-11-24T21:42:01Z ERROR [pool-1] Caused by: java.lang.Error: inner
                2026-11-24T21:42:01.2Z ERROR [pool-1] \tat app.One.go(One.java:8)
                """,
                """
                2026-11-24T21:42:00.101Z ERROR [pool-2] java.io.IOException: two
                2026-11-24T21:42:00.102Z ERROR [pool-2] \tat app.Two.run(Two.java:4)
                2026-11-24T21:42:01.3Z ERROR [pool-2] \t... 7 more
                """);
    }

    @Test
    void tracesOfTwoContainersInOneFileAreToldApartByTheirNames() {
        assertBothWhole(
                """
                app-1  | com.example.Failure: one
                app-1  | \tat app.One.run(One.java:3)
                db-1   | 2026-11-24 21:42:00 LOG: checkpoint
                worker | panic: two
                app-1  | \tat app.One.go(One.java:8)
                worker |
                worker | goroutine 1 [running]:
                app-1  | \tat app.One.main(One.java:9)
                worker | main.main()
                worker | \t/srv/main.go:5 +0x1c\
                """,
                """
                app-1  | com.example.Failure: one
                app-1  | \tat app.One.run(One.java:3)
                app-1  | \tat app.One.go(One.java:8)
                app-1  | \tat app.One.main(One.java:9)
                """,
                """
                worker | panic: two
                worker |
                worker | goroutine 1 [running]:
                worker | main.main()
                worker | \t/srv/main.go:5 +0x1c
                """);
    }

    @Test
    void framesWithoutAPrefixAreNeverGluedToAnotherTrace() {
        List<Matched> all =
                joined(
                        """
                        java.io.IOException: one
                        \tat app.One.run(One.java:3)
                        2026-11-24 21:42:00 ERROR [pool-2] posting failed
                        java.io.IOException: two
                        \tat app.Two.run(Two.java:4)\
                        """);
        assertThat(all)
                .extracting(Matched::lines)
                .containsExactly(
                        List.of("java.io.IOException: one", "\tat app.One.run(One.java:3)"),
                        List.of("2026-11-24 21:42:00 ERROR [pool-2] posting failed"),
                        List.of("java.io.IOException: two", "\tat app.Two.run(Two.java:4)"));
    }

    @Test
    void aRecordThatSlipsInBetweenTwoFramesCutsNoTrace() {
        List<Matched> all =
                joined(
                        """
                        java.io.IOException: one
                        \tat app.One.run(One.java:3)
                        2026-11-24 21:42:00 INFO [pool-2] processed 12 clients
                        \tat app.One.main(One.java:9)\
                        """);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().lines())
                .containsExactly(
                        "java.io.IOException: one",
                        "\tat app.One.run(One.java:3)",
                        "\tat app.One.main(One.java:9)");
    }

    @Test
    void tenLinesOfAMessageAreWaitedForAndNoMore() {
        String ten = "line\n".repeat(10);
        String frame = "\tat app.Main.main(Main.java:3)";
        assertThat(joined("java.lang.Error: x\n" + ten + frame)).hasSize(1);
        assertThat(matched.getFirst().lines()).hasSize(12);
        matched.clear();
        assertThat(joined("\njava.lang.Error: x\n" + ten + "line\n" + frame))
                .extracting(Matched::kind)
                .containsExactly(LogKind.LINE, LogKind.STACK_TRACE);
    }

    @Test
    void theNextRecordEndsAMessage() {
        assertThat(
                        joined(
                                """
                                2026-11-24 12:00:00 ERROR a - java.sql.SQLException: refused
                                2026-11-24 12:00:01 INFO b - all is well
                                2026-11-24 12:00:02 ERROR c - trouble
                                java.lang.Error: x
                                \tat app.Main.main(Main.java:3)\
                                """))
                .extracting(m -> m.lines().size())
                .containsExactly(1, 1, 2);
    }

    @Test
    void aLineWaitsShorterThanATraceAndOneThatIsNotAtItsEndLongest() {
        feed("Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nERROR plain");
        assertThat(joiner.settle(Duration.ofMillis(299))).isFalse();
        assertThat(matched).hasSize(1);
        assertThat(joiner.settle(Duration.ofMillis(300))).isTrue();
        assertThat(matched).hasSize(2);

        feed("Traceback (most recent call last):\n  File \"a.py\", line 1, in f");
        assertThat(joiner.settle(Duration.ofMillis(4_999))).isFalse();
        feed("KeyError: 1");
        assertThat(joiner.settle(Duration.ofMillis(300))).isTrue();
        assertThat(matched.getLast().lines()).hasSize(3);

        feed("java.lang.Error: x\n\tat app.Main.main(Main.java:3)");
        assertThat(joiner.settle(Duration.ofMillis(999))).isFalse();
        assertThat(joiner.settle(Duration.ofSeconds(1))).isTrue();
        assertThat(matched.getLast().lines()).hasSize(2);
    }

    @Test
    void whatASlowWriterAddsAfterThePauseSaysWhereItBelongs() {
        feed("java.lang.Error: x\n\tat app.Main.one(Main.java:3)");
        joiner.settle(Duration.ofSeconds(1));
        feed("\tat app.Main.two(Main.java:4)\n\tat app.Main.main(Main.java:5)");
        joiner.flush();

        assertThat(matched).hasSize(2);
        assertThat(matched.get(1).lines())
                .containsExactly(
                        "java.lang.Error: x",
                        "… (goes on)",
                        "\tat app.Main.two(Main.java:4)",
                        "\tat app.Main.main(Main.java:5)");
        assertThat(matched.get(1).offset()).isNotEqualTo(matched.get(0).offset());
    }

    @Test
    void anIndentedLineAfterThePauseIsNoPartOfTheTrace() {
        feed("java.lang.Error: x\n\tat app.Main.one(Main.java:3)");
        joiner.settle(Duration.ofSeconds(1));
        feed("  indented ERROR text");
        joiner.flush();

        assertThat(matched.get(1)).extracting(Matched::kind).isEqualTo(LogKind.LINE);
    }

    @Test
    void notMoreThanEightTracesAreOpenAtOnce() {
        for (int i = 0; i < 9; i++) {
            feed(
                    "["
                            + i
                            + "] Traceback (most recent call last):\n["
                            + i
                            + "]   File \"a.py\", line 1");
        }
        assertThat(matched).hasSize(1);
        joiner.flush();
        assertThat(matched).hasSize(9);
    }
}
