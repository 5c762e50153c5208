package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.LogFact.LogKind;
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

    private void assertOneTrace(String trace) {
        List<Matched> all = joined("2026-11-24 INFO before\n" + trace + "\n2026-11-24 INFO after");
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().kind()).isEqualTo(LogKind.STACK_TRACE);
        assertThat(String.join("\n", all.getFirst().lines())).isEqualTo(trace);
        assertThat(all.getFirst().offset()).isEqualTo(23);
    }

    @Test
    void aPythonTraceWithCarets() {
        assertOneTrace(
                """
                Traceback (most recent call last):
                  File "/srv/app.py", line 7, in <module>
                    main()
                    ~~~~^^
                  File "/srv/app.py", line 4, in main
                    return 1 / 0
                           ~~^~~
                ZeroDivisionError: division by zero\
                """);
    }

    @Test
    void aChainedPythonTrace() {
        assertOneTrace(
                """
                Traceback (most recent call last):
                  File "a.py", line 2, in f
                    g()
                KeyError: 'x'

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "a.py", line 4, in h
                    raise RuntimeError
                RuntimeError

                The above exception was the direct cause of the following exception:

                Traceback (most recent call last):
                  File "a.py", line 6, in <module>
                    h()
                app.errors.Broken: cannot go on\
                """);
    }

    @Test
    void aPythonMessageOfSeveralLines() {
        assertOneTrace(
                """
                Traceback (most recent call last):
                  File "a.py", line 2, in f
                    connect()
                sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "127.0.0.1", port 5432 failed: Connection refused
                	Is the server running on that host and accepting TCP/IP connections?

                (Background on this error at: https://sqlalche.me/e/20/e3q8)\
                """);
    }

    @Test
    void aPythonExceptionGroup() {
        assertOneTrace(
                """
                + Exception Group Traceback (most recent call last):
                |   File "a.py", line 3, in <module>
                |     raise ExceptionGroup("both", [ValueError(1)])
                | ExceptionGroup: both (1 sub-exception)
                +-+---------------- 1 ----------------
                  | ValueError: 1
                  +------------------------------------\
                """
                        .indent(2)
                        .stripTrailing());
    }

    @Test
    void twoPythonTracesInARowAreTwo() {
        String trace =
                "Traceback (most recent call last):\n  File \"a.py\", line 2, in f\nKeyError: 1";
        assertThat(joined(trace + "\n" + trace)).hasSize(2);
    }

    @Test
    void aJavaTraceWithCausesAndSuppressed() {
        assertOneTrace(
                """
                Exception in thread "main" java.lang.IllegalStateException: no
                \tat app.Main.main(Main.java:3)
                \tSuppressed: java.io.IOException: x
                \t\tat app.Main.close(Main.java:9)
                Caused by: java.net.BindException: Address already in use
                \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                \t... 12 more\
                """);
    }

    @Test
    void aJavaTraceUnderALogLine() {
        assertOneTrace(
                """
                2026-11-24 12:00:00 WARN c.a.Pool - trouble
                java.sql.SQLException: refused
                \tat app.Pool.get(Pool.java:3)\
                """
                        .substring("2026-11-24 12:00:00 WARN c.a.Pool - trouble\n".length()));
    }

    @Test
    void aJavaMessageOfSeveralLines() {
        assertOneTrace(
                """
                Exception in thread "main" java.lang.RuntimeException: outer
                multi
                \tat app.Main.main(Main.java:3)\
                """);
    }

    @Test
    void aNodeCrash() {
        assertOneTrace(
                """
                node:events:497
                      throw er; // Unhandled 'error' event
                      ^

                Error: listen EADDRINUSE: address already in use :::8000
                    at Server.setupListenHandle [as _listen2] (node:net:1817:16)
                    at listenInCluster (node:net:1865:12) {
                  code: 'EADDRINUSE',
                  errno: -98
                }

                Node.js v20.11.1\
                """);
    }

    @Test
    void aGoPanic() {
        assertOneTrace(
                """
                panic: runtime error: invalid memory address or nil pointer dereference
                [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48f0a5]

                goroutine 1 [running]:
                main.(*Server).run(0xc000012345)
                \t/srv/main.go:12 +0x1d
                main.main()
                \t/srv/main.go:5 +0x1c
                exit status 2\
                """);
    }

    @Test
    void aGoFatalError() {
        assertOneTrace(
                """
                fatal error: all goroutines are asleep - deadlock!

                goroutine 1 [chan receive]:
                main.main()
                \t/srv/main.go:5 +0x1c\
                """);
    }

    @Test
    void aRustPanic() {
        assertOneTrace(
                """
                thread 'main' panicked at src/main.rs:4:5:
                it broke
                note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\
                """);
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
}
