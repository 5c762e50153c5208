package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.LogFact.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The traces of each language, in the shapes of several of its versions, come out whole: alone,
/// behind the prefix of a container, of syslog, of a process.
class TraceLanguagesTest {
    private static final List<String> PREFIXES =
            List.of("", "app-1  | ", "Nov 24 21:42:0%d web-1 kontali[12]: ", "[12] ");

    @TempDir private Path directory;

    private record Matched(LogKind kind, List<String> lines) {}

    private static List<Matched> scanned(String log) {
        List<Matched> all = new ArrayList<>();
        LogScanner scanner =
                new LogScanner(0, (kind, _, lines) -> all.add(new Matched(kind, lines)));
        byte[] bytes = log.getBytes(UTF_8);
        scanner.feed(bytes, bytes.length);
        scanner.end();
        return all;
    }

    private static void assertJoins(String trace) {
        for (String prefix : PREFIXES) {
            List<String> lines = new ArrayList<>();
            int second = 0;
            for (String line : trace.stripTrailing().split("\n", -1)) {
                lines.add(prefix.formatted(second++ / 10 % 10) + line);
            }
            String before = prefix.formatted(0) + "2026-11-24 21:42:00 INFO before\n";
            String after = "\n" + prefix.formatted(9) + "2026-11-24 21:42:09 INFO after\n";

            List<Matched> all = scanned(before + String.join("\n", lines) + after);

            assertThat(all).as("%s%s", prefix, trace).hasSize(1);
            assertThat(all.getFirst().kind()).isEqualTo(LogKind.STACK_TRACE);
            assertThat(all.getFirst().lines()).isEqualTo(lines);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void theTraceComesOutWhole(String language, String trace) {
        assertThat(language).isNotBlank();
        assertJoins(trace);
    }

    private static Stream<Arguments> traces() {
        return Stream.of(python(), java(), node(), go(), ruby(), dotnet(), rust(), php())
                .flatMap(s -> s);
    }

    private static Arguments of(String name, String trace) {
        return Arguments.of(name, trace);
    }

    private static Stream<Arguments> python() {
        return Stream.of(
                of(
                        "Python 3.8",
                        """
                        Traceback (most recent call last):
                          File "/srv/app.py", line 7, in <module>
                            main()
                          File "/srv/app.py", line 4, in main
                            return 1 / 0
                        ZeroDivisionError: division by zero
                        """),
                of(
                        "Python 3.11, carets and notes",
                        """
                        Traceback (most recent call last):
                          File "/srv/app.py", line 10, in <module>
                            post(ledger, 1 / 0)
                                         ~~^~~
                        ValueError: bad
                        note one
                        note two
                        """),
                of(
                        "Python 3.13, carets under the whole call",
                        """
                        Traceback (most recent call last):
                          File "/srv/app.py", line 7, in <module>
                            main()
                            ~~~~^^
                          [Previous line repeated 996 more times]
                        RecursionError: maximum recursion depth exceeded
                        """),
                of(
                        "Python, chained",
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
                        app.errors.Broken: cannot go on
                        """),
                of(
                        "Python, without a colon",
                        """
                        Traceback (most recent call last):
                          File "a.py", line 6, in <module>
                            time.sleep(60)
                        KeyboardInterrupt
                        """),
                of(
                        "Python 3.11, a group",
                        """
                          + Exception Group Traceback (most recent call last):
                          |   File "a.py", line 3, in <module>
                          |     raise ExceptionGroup("both", errors)
                          | ExceptionGroup: both (2 sub-exceptions)
                          +-+---------------- 1 ----------------
                            | Traceback (most recent call last):
                            |   File "a.py", line 9, in h
                            |     raise ValueError(1)
                            | ValueError: 1
                            +---------------- 2 ----------------
                            | KeyError: 'x'
                            +------------------------------------
                        """),
                of(
                        "Python, a message of several lines",
                        """
                        Traceback (most recent call last):
                          File "a.py", line 2, in f
                            connect()
                        sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "127.0.0.1", port 5432 failed: Connection refused
                        \tIs the server running on that host and accepting TCP/IP connections?

                        (Background on this error at: https://sqlalche.me/e/20/e3q8)
                        """),
                of(
                        "Python, a syntax error",
                        """
                          File "/srv/app.py", line 1
                            def x(:
                                  ^
                        SyntaxError: invalid syntax
                        """),
                of(
                        "Python, the interpreter dies",
                        """
                        Fatal Python error: Segmentation fault

                        Current thread 0x00007fddb0bcdb80 (most recent call first):
                          File "/srv/app.py", line 24 in <module>

                        Extension modules: numpy.core._multiarray_umath (total: 1)
                        """));
    }

    private static Stream<Arguments> java() {
        return Stream.of(
                of(
                        "Java, causes and suppressed",
                        """
                        Exception in thread "main" java.lang.IllegalStateException: no
                        \tat app.Main.main(Main.java:3)
                        \tSuppressed: java.io.IOException: x
                        \t\tat app.Main.close(Main.java:9)
                        Caused by: java.net.BindException: Address already in use
                        \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                        \t... 12 more
                        """),
                of(
                        "Java, messages of several lines",
                        """
                        Exception in thread "main" java.lang.RuntimeException: outer: two
                        lines
                        \tat app.Main.main(Main.java:7)
                        Caused by: java.lang.IllegalStateException: no
                        second
                        \tat app.Main.f(Main.java:1)
                        \t... 1 more
                        """),
                of(
                        "Java, an exception without a message",
                        """
                        java.lang.NullPointerException
                        \tat app.Main.main(Main.java:7)
                        """),
                of(
                        "Java, logback with common frames",
                        """
                        java.sql.SQLException: refused
                        \tat app.Pool.get(Pool.java:3) ~[app.jar:1.0]
                        \tat app.Pool$$Lambda/0x7f.run(Unknown Source)
                        Caused by: java.net.ConnectException: Connection refused
                        \t... 3 common frames omitted
                        """));
    }

    private static Stream<Arguments> node() {
        return Stream.of(
                of(
                        "Node 20, an error event",
                        """
                        node:events:497
                              throw er; // Unhandled 'error' event
                              ^

                        Error: listen EADDRINUSE: address already in use :::8000
                            at Server.setupListenHandle [as _listen2] (node:net:1817:16)
                            at listenInCluster (node:net:1865:12)
                        Emitted 'error' event on Server instance at:
                            at emitErrorNT (node:net:1844:8) {
                          code: 'EADDRINUSE',
                          errno: -98
                        }

                        Node.js v20.11.1
                        """),
                of(
                        "Node 20, a cause and a message of several lines",
                        """
                        /srv/app.js:4
                            throw new Error('outer', {cause: e});
                            ^

                        Error: outer
                        and more
                            at Object.<anonymous> (/srv/app.js:4:42)
                            ... 4 lines matching cause stack trace ...
                            at node:internal/main/run_main_module:28:49 {
                          [cause]: Error: boom
                          second line
                              at f (/srv/app.js:2:21)
                        }

                        Node.js v20.20.2
                        """),
                of(
                        "Node 14",
                        """
                        /srv/app.js:4
                        null.x
                             ^

                        TypeError: Cannot read property 'x' of null
                            at Object.<anonymous> (/srv/app.js:4:6)
                            at internal/main/run_main_module.js:17:47
                        """),
                of(
                        "Node, a module",
                        """
                        node:internal/modules/esm/resolve:283
                            throw new ERR_MODULE_NOT_FOUND(
                                  ^

                        Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/srv/nope.mjs' imported from /srv/b.mjs
                            at finalizeResolution (node:internal/modules/esm/resolve:283:11) {
                          code: 'ERR_MODULE_NOT_FOUND'
                        }

                        Node.js v20.20.2
                        """),
                of(
                        "Node, a rejected promise",
                        """
                        node:internal/process/promises:394
                              triggerUncaughtException(err, true /* fromPromise */);
                              ^

                        [UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise. The promise rejected with the reason "just text".] {
                          code: 'ERR_UNHANDLED_REJECTION'
                        }

                        Node.js v20.20.2
                        """),
                of(
                        "Node, out of memory",
                        """
                        FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
                        ----- Native stack trace -----

                         1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
                        10: 0x195e476  [node]
                        """));
    }

    private static Stream<Arguments> go() {
        return Stream.of(
                of(
                        "Go, a nil pointer",
                        """
                        panic: runtime error: invalid memory address or nil pointer dereference
                        [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48f0a5]

                        goroutine 1 [running]:
                        main.(*Server).run(0xc000012345)
                        \t/srv/main.go:12 +0x1d
                        main.main()
                        \t/srv/main.go:5 +0x1c
                        exit status 2
                        """),
                of(
                        "Go, a deadlock",
                        """
                        fatal error: all goroutines are asleep - deadlock!

                        goroutine 1 [chan receive]:
                        main.main()
                        \t/srv/main.go:5 +0x1c
                        """),
                of(
                        "Go, panicked again, message of several lines, Go 1.21's goroutine",
                        """
                        panic: first
                        second line
                        \tpanic: again

                        goroutine 18 [running]:
                        panic({0x45c0a0?, 0xc000078000?})
                        \t/usr/lib/go/src/runtime/panic.go:890 +0x262
                        created by main.main in goroutine 1
                        \t/srv/main.go:9 +0x2a

                        goroutine 1 [sleep]:
                        time.Sleep(0x3b9aca00)
                        \t/usr/lib/go/src/runtime/time.go:195 +0x135
                        """),
                of(
                        "Go, a handler",
                        """
                        2026/11/25 18:47:21 http: panic serving 127.0.0.1:52720: in handler
                        goroutine 5 [running]:
                        net/http.(*conn).serve.func1()
                        \t/usr/lib/go/src/net/http/server.go:1850 +0xbf
                        """),
                of(
                        "Go, asked to quit",
                        """
                        SIGQUIT: quit
                        PC=0x45f7e1 m=0 sigcode=0

                        goroutine 0 [idle]:
                        runtime.futex()
                        \t/usr/lib/go/src/runtime/sys_linux_amd64.s:560 +0x21

                        rax    0xca
                        rflags 0x286
                        """));
    }

    private static Stream<Arguments> ruby() {
        return Stream.of(
                of(
                        "Ruby 3.3",
                        """
                        app.rb:6:in `rescue in top': outer (RuntimeError)
                        \tfrom app.rb:3:in `top'
                        \tfrom app.rb:9:in `<main>'
                        app.rb:2:in `post': no (ArgumentError)
                        second
                        \tfrom app.rb:4:in `top'
                        """),
                of(
                        "Ruby 3.4",
                        """
                        app.rb:2:in 'Integer#/': divided by 0 (ZeroDivisionError)
                        \tfrom app.rb:2:in 'Ledger#post'
                        \tfrom app.rb:9:in '<main>'
                        """),
                of(
                        "Ruby, too deep",
                        """
                        -e:1:in `a': stack level too deep (SystemStackError)
                        \tfrom -e:1:in `a'
                        \t ... 10908 levels...
                        \tfrom -e:2:in `<main>'
                        """));
    }

    private static Stream<Arguments> dotnet() {
        return Stream.of(
                of(
                        ".NET, an inner exception",
                        """
                        Unhandled exception. System.InvalidOperationException: outer
                         ---> System.IO.IOException: inner
                           at App.Ledger.Post() in /srv/Ledger.cs:line 12
                           --- End of inner exception stack trace ---
                           at App.Program.Main(String[] args) in /srv/Program.cs:line 5
                        --- End of stack trace from previous location ---
                           at System.Threading.Tasks.Task.Execute()
                        """),
                of(
                        ".NET, logged",
                        """
                        System.NullReferenceException: Object reference not set to an instance of an object.
                           at App.Program.<Main>$(String[] args)
                        """));
    }

    private static Stream<Arguments> rust() {
        return Stream.of(
                of(
                        "Rust 1.70",
                        """
                        thread 'main' panicked at 'it broke', src/main.rs:4:5
                        note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
                        """),
                of(
                        "Rust 1.73",
                        """
                        thread 'main' panicked at src/main.rs:4:5:
                        assertion `left == right` failed: sums
                        differ
                          left: 1
                         right: 2
                        note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
                        """),
                of(
                        "Rust 1.91, with a backtrace",
                        """
                        thread '<unnamed>' (17728) panicked at src/main.rs:6:41:
                        worker
                        stack backtrace:
                           0: std::panicking::begin_panic::<&str>
                                     at /rustc/59807616/library/std/src/panicking.rs:761:5
                           1: app::main::{{closure}}
                        note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
                        """));
    }

    private static Stream<Arguments> php() {
        return Stream.of(
                of(
                        "PHP 8, a chain and a message of several lines",
                        """
                        PHP Fatal error:  Uncaught InvalidArgumentException: no
                        second line in /srv/app.php:2
                        Stack trace:
                        #0 /srv/app.php(3): post()
                        #1 {main}

                        Next RuntimeException: outer in /srv/app.php:3
                        Stack trace:
                        #0 {main}
                          thrown in /srv/app.php on line 3
                        """),
                of(
                        "PHP, into its own log",
                        """
                        [24-Nov-2026 21:42:00 UTC] PHP Fatal error:  Uncaught Error: no in /srv/app.php:2
                        Stack trace:
                        #0 {main}
                          thrown in /srv/app.php on line 2
                        """),
                of(
                        "PHP, on the page",
                        """
                        Fatal error: Uncaught Exception: no in /srv/app.php:2
                        Stack trace:
                        #0 {main}
                          thrown in /srv/app.php on line 2
                        """));
    }

    @Test
    void aMonologRecordHasItsTraceBelow() {
        List<Matched> all =
                scanned(
                        """
                        [2026-11-24 21:42:00] production.ERROR: boom {"exception":"[object] (Exception(code: 0): boom at /srv/app.php:3)
                        [stacktrace]
                        #0 /srv/index.php(7): post()
                        #1 {main}
                        "}
                        [2026-11-24 21:42:01] production.INFO: all is well
                        """);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().lines()).hasSize(5);
    }

    @Test
    void aRubyLoggerPrintsPlacesBelowItsRecord() {
        List<Matched> all =
                scanned(
                        """
                        RuntimeError (boom):
                        app/models/ledger.rb:12:in `post'
                        app/controllers/ledgers_controller.rb:9:in `create'
                        INFO after
                        """);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().lines()).hasSize(3);
    }

    @Test
    void whatARealPythonPrintsComesOutWhole() throws Exception {
        assumeTrue(hasPython(), "left out: python3 cannot be run here");
        assertJoins(
                real(
                        "def f(): return {}['x']\ntry: f()\nexcept KeyError as e: raise RuntimeError('outer\\nmore') from e"));
        assertJoins(real("def r(): r()\nr()"));
        assertJoins(real("def x(:"));
        assertJoins(real("raise KeyboardInterrupt"));
        assertJoins(
                real(
                        "import faulthandler, os, signal\nfaulthandler.enable()\nos.kill(os.getpid(), signal.SIGABRT)"));
    }

    @Test
    void whatARealPythonPrintsOfGroupsAndNotesComesOutWhole() throws Exception {
        assumeTrue(
                hasPython() && !real("ExceptionGroup").contains("NameError"),
                "left out: no python3 of version 3.11 or newer");
        assertJoins(
                real(
                        """
                        errors = []
                        for i in 1, 2:
                            try: raise ValueError(i)
                            except ValueError as e: errors.append(e)
                        raise ExceptionGroup('both', errors)
                        """));
        assertJoins(real("e = ValueError('bad')\ne.add_note('one')\ne.add_note('two')\nraise e"));
    }

    private boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private String real(String program) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("app.py"), program);
        Path errors = directory.resolve("errors.txt");
        new ProcessBuilder("python3", source.toString())
                .redirectError(errors.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return Files.readString(errors);
    }
}
