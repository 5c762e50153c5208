package dev.varde.processor.sameness;

import static dev.varde.processor.Cast.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Fingerprint;
import dev.varde.events.ServiceName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintsTest {
    private static final Cause CAUSE = Cause.UNHANDLED_EXCEPTION;

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void theOwnFramesAreFoundFromWhereItHappenedOutwards(
            String language, String type, String message, String trace, String expected) {
        assertThat(language).isNotBlank();

        Fingerprint print = of(type, message, trace);

        assertThat(print.text())
                .isEqualTo(
                        "service kontali-backend\ncause unhandled-exception\n" + expected.strip());
        assertThat(print.hash()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void otherLineNumbersAndAnotherPlaceAreTheSame(
            String language, String type, String message, String trace, String expected) {
        assertThat(expected).as(language).isNotBlank();
        String elsewhere =
                trace.replace("/srv/kontali/releases/20261101120000/", "/opt/app/")
                        .replaceAll("(line |:|\\()(\\d+)", "$1" + "9$2");

        assertThat(of(type, message, elsewhere).text()).isEqualTo(of(type, message, trace).text());
    }

    @Test
    void anotherServiceOrCauseOrTypeOrFrameIsAnother() {
        String trace = python("load", "main");
        Fingerprint print = of("KeyError", "'x'", trace);

        assertThat(
                        Fingerprints.ofTrace(
                                        new ServiceName("other"),
                                        CAUSE,
                                        "KeyError",
                                        "'x'",
                                        lines(trace))
                                .hash())
                .isNotEqualTo(print.hash());
        assertThat(
                        Fingerprints.ofTrace(
                                        KONTALI, Cause.DISK_FULL, "KeyError", "'x'", lines(trace))
                                .hash())
                .isNotEqualTo(print.hash());
        assertThat(of("ValueError", "'x'", trace).hash()).isNotEqualTo(print.hash());
        assertThat(of("KeyError", "'x'", python("load", "run")).hash()).isNotEqualTo(print.hash());
        assertThat(of("KeyError", "'other'", trace).hash()).isEqualTo(print.hash());
    }

    @Test
    void aSharedHelperDoesNotMergeDifferentErrors() {
        String clients = python("check", "load_clients", "main");
        String invoices = python("check", "load_invoices", "main");
        String alone = python("check");

        assertThat(of("ValueError", "no name", clients).hash())
                .isNotEqualTo(of("ValueError", "no name", invoices).hash());
        assertThat(of("ValueError", "no name", alone).hash())
                .isNotEqualTo(of("ValueError", "no sum", alone).hash());
        assertThat(of("ValueError", "row 7 is bad", alone).hash())
                .isEqualTo(of("ValueError", "row 8 is bad", alone).hash());
    }

    @Test
    void howDeepARecursionWentDoesNotMatter() {
        assertThat(of("RecursionError", "too deep", python("f", "f", "f", "g", "main")).text())
                .isEqualTo(of("RecursionError", "too deep", python("f", "f", "g", "main")).text());
    }

    @Test
    void withoutFramesTheLineCountsAndNothingInItThatIsChance() {
        Fingerprint one =
                Fingerprints.ofLine(KONTALI, CAUSE, "12:00:01 no room for 17 rows in /var/lib/a");
        Fingerprint two =
                Fingerprints.ofLine(KONTALI, CAUSE, "13:37:59 no room for 9 rows in /srv/data/b");

        assertThat(one).isEqualTo(two);
        assertThat(one.text()).endsWith("saying <time> no room for <n> rows in <path>");
    }

    @Test
    void anExitCodeIsNoChance() {
        assertThat(Fingerprints.ofEnding(KONTALI, CAUSE, "exit code 1"))
                .isNotEqualTo(Fingerprints.ofEnding(KONTALI, CAUSE, "exit code 2"));
    }

    @Test
    void theTextIsBounded() {
        String trace =
                python(
                        "f".repeat(5_000),
                        "g".repeat(5_000),
                        "h".repeat(5_000),
                        "i".repeat(5_000),
                        "j".repeat(5_000));

        assertThat(of("E".repeat(200), "m".repeat(100_000), trace).text().length())
                .isLessThan(2_500);
    }

    private static Fingerprint of(String type, String message, String trace) {
        return Fingerprints.ofTrace(KONTALI, CAUSE, type, message, lines(trace));
    }

    private static List<String> lines(String trace) {
        return trace.lines().toList();
    }

    /// A Python trace through these functions, innermost first.
    private static String python(String... functions) {
        StringBuilder trace = new StringBuilder("Traceback (most recent call last):\n");
        for (int n = functions.length - 1; n >= 0; n--) {
            trace.append("  File \"/srv/app/core.py\", line ")
                    .append(n + 1)
                    .append(", in ")
                    .append(functions[n])
                    .append("\n    x\n");
        }
        return trace.toString();
    }

    private static Stream<Arguments> traces() {
        return Stream.of(
                Arguments.of(
                        "Python",
                        "KeyError",
                        "'client'",
                        """
                        Traceback (most recent call last):
                          File "/usr/lib/python3.12/runpy.py", line 198, in _run_module_as_main
                            return _run_code(code, main_globals, None)
                          File "/srv/kontali/releases/20261101120000/app/main.py", line 40, in <module>
                            run()
                          File "/srv/kontali/venv/lib/python3.12/site-packages/uvicorn/main.py", line 5, in run
                            server.run()
                          File "/srv/kontali/releases/20261101120000/app/clients.py", line 12, in load
                            return rows["client"]
                                   ~~~~^^^^^^^^^^
                        KeyError: 'client'
                        """,
                        """
                        error KeyError
                        at app/clients.py:load
                        at app/main.py:<module>
                        """),
                Arguments.of(
                        "Python, caused by another",
                        "app.errors.Broken",
                        "cannot go on",
                        """
                        Traceback (most recent call last):
                          File "/srv/app/db.py", line 2, in connect
                            g()
                          File "/srv/app/pool.py", line 2, in take
                            g()
                        ConnectionRefusedError: [Errno 111] refused

                        The above exception was the direct cause of the following exception:

                        Traceback (most recent call last):
                          File "/srv/app/main.py", line 6, in <module>
                            h()
                        app.errors.Broken: cannot go on
                        """,
                        """
                        error ConnectionRefusedError
                        at app/pool.py:take
                        at app/db.py:connect
                        """),
                Arguments.of(
                        "Python, while another was handled",
                        "RuntimeError",
                        "no",
                        """
                        Traceback (most recent call last):
                          File "/srv/app/db.py", line 2, in connect
                            g()
                        KeyError: 'x'

                        During handling of the above exception, another exception occurred:

                        Traceback (most recent call last):
                          File "/srv/app/main.py", line 6, in <module>
                            h()
                          File "/srv/app/main.py", line 9, in report
                            h()
                        RuntimeError: no
                        """,
                        """
                        error RuntimeError
                        saying no
                        at app/main.py:report
                        at app/main.py:<module>
                        """),
                Arguments.of(
                        "Java",
                        "java.sql.SQLException",
                        "refused",
                        """
                        Exception in thread "main" org.springframework.beans.BeanCreationException: pool
                        \tat org.springframework.boot.SpringApplication.run(SpringApplication.java:343)
                        \tat no.kontali.Main.main(Main.java:3)
                        Caused by: java.sql.SQLException: refused
                        \tat org.postgresql.Driver.connect(Driver.java:9)
                        \tat com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:364)
                        \tat app//no.kontali.db.Pool.take(Pool.java:17)
                        \tat no.kontali.db.Pool.lambda$open$3(Pool.java:12) ~[app.jar:1.0]
                        \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1596)
                        \tat no.kontali.Clients$$Lambda/0x00007f1c.run(Unknown Source)
                        \tat no.kontali.Clients.load(Clients.java:5)
                        \t... 12 more
                        """,
                        """
                        error java.sql.SQLException
                        at no.kontali.db.Pool.take
                        at no.kontali.db.Pool.lambda$open$
                        at no.kontali.Clients.load
                        """),
                Arguments.of(
                        "Node",
                        "TypeError",
                        "Cannot read properties of undefined (reading 'id')",
                        """
                        /srv/kontali/releases/20261101120000/src/clients.js:12
                            return row.id
                                       ^

                        TypeError: Cannot read properties of undefined (reading 'id')
                            at load (/srv/kontali/releases/20261101120000/src/clients.js:12:16)
                            at /srv/kontali/releases/20261101120000/src/routes.js:4:9
                            at Layer.handle [as handle_request] (/srv/kontali/node_modules/express/lib/router/layer.js:95:5)
                            at async Server.run (file:///srv/kontali/releases/20261101120000/src/server.mjs:30:3)
                            at node:internal/process/task_queues:95:5

                        Node.js v20.11.1
                        """,
                        """
                        error TypeError
                        at src/clients.js:load
                        at src/routes.js:<anonymous>
                        at src/server.mjs:Server.run
                        """),
                Arguments.of(
                        "Go",
                        "panic",
                        "runtime error: index out of range [7] with length 3",
                        """
                        panic: runtime error: index out of range [7] with length 3

                        goroutine 34 [running]:
                        runtime.gopanic({0x4a2f60?, 0xc00001c0a8?})
                        \t/usr/local/go/src/runtime/panic.go:884 +0x213
                        example.com/kontali/internal/clients.(*Store).Load(0xc000012345, 0x7)
                        \t/srv/kontali/internal/clients/store.go:42 +0x1d
                        main.run.func1()
                        \t/srv/kontali/main.go:17 +0x25
                        net/http.HandlerFunc.ServeHTTP(0x0?, {0x6d2f60?, 0xc0000b40e0?}, 0x0?)
                        \t/usr/local/go/src/net/http/server.go:2136 +0x29
                        created by main.run in goroutine 1
                        \t/srv/kontali/main.go:15 +0x56
                        exit status 2
                        """,
                        """
                        error panic
                        saying runtime error: index out of range [<n>] with length <n>
                        at example.com/kontali/internal/clients.(*Store).Load
                        at main.run.func
                        at main.run
                        """),
                Arguments.of(
                        "Ruby 3.3",
                        "NoMethodError",
                        "undefined method `name' for nil",
                        """
                        /srv/kontali/releases/20261101120000/app/clients.rb:12:in `load': undefined method `name' for nil (NoMethodError)
                        \tfrom /usr/lib/ruby/gems/3.3.0/gems/puma-6.4.0/lib/puma/server.rb:40:in `run'
                        \tfrom /srv/kontali/releases/20261101120000/app/main.rb:3:in `block in start'
                        \tfrom /srv/kontali/releases/20261101120000/bin/serve:9:in `<main>'
                        """,
                        """
                        error NoMethodError
                        at app/clients.rb:load
                        at app/main.rb:block in start
                        at bin/serve:<main>
                        """),
                Arguments.of(
                        "Ruby 3.4, caused by another",
                        "RuntimeError",
                        "outer",
                        """
                        app/top.rb:6:in 'Ledger#rescue in top': outer (RuntimeError)
                        \tfrom app/top.rb:9:in '<main>'
                        app/post.rb:2:in 'Ledger#post': no (ArgumentError)
                        \tfrom app/top.rb:4:in 'Ledger#top'
                        \tfrom app/top.rb:9:in '<main>'
                        """,
                        """
                        error ArgumentError
                        at app/post.rb:Ledger#post
                        at app/top.rb:Ledger#top
                        at app/top.rb:<main>
                        """),
                Arguments.of(
                        "PHP",
                        "TypeError",
                        "App\\\\Clients::load(): Argument #1 must be of type int",
                        """
                        PHP Fatal error:  Uncaught TypeError: App\\Clients::load(): Argument #1 must be of type int, called in /srv/kontali/releases/20261101120000/src/Main.php on line 9 and defined in /srv/kontali/releases/20261101120000/src/Clients.php:12
                        Stack trace:
                        #0 /srv/kontali/releases/20261101120000/src/Main.php(9): App\\Clients->load('x')
                        #1 /srv/kontali/vendor/slim/slim/Slim/App.php(40): App\\Main->run()
                        #2 /srv/kontali/releases/20261101120000/public/index.php(5): App\\Main->handle(Object(Request))
                        #3 {main}
                          thrown in /srv/kontali/releases/20261101120000/src/Clients.php on line 12
                        """,
                        """
                        error TypeError
                        at src/Main.php:App\\Clients->load
                        at public/index.php:App\\Main->handle
                        """),
                Arguments.of(
                        "Rust",
                        "panic",
                        "called `Option::unwrap()` on a `None` value",
                        """
                        thread 'main' panicked at src/clients.rs:12:5:
                        called `Option::unwrap()` on a `None` value
                        stack backtrace:
                           0: rust_begin_unwind
                                     at /rustc/07dca489ac2d933c78d3c5158e3f43beefeb02ce/library/std/src/panicking.rs:645:5
                           1: core::panicking::panic_fmt
                                     at /rustc/07dca489ac2d933c78d3c5158e3f43beefeb02ce/library/core/src/panicking.rs:72:14
                           2: kontali::clients::load::h0123456789abcdef
                                     at ./src/clients.rs:12:5
                           3: <kontali::Server as kontali::Run>::run
                                     at ./src/main.rs:4:5
                           4: core::ops::function::FnOnce::call_once
                           5: main
                        """,
                        """
                        error panic
                        saying called `Option::unwrap()` on a `None` value
                        at kontali::clients::load
                        at <kontali::Server as kontali::Run>::run
                        """),
                Arguments.of(
                        ".NET",
                        "System.InvalidOperationException",
                        "no clients",
                        """
                        Unhandled exception. System.InvalidOperationException: no clients
                         ---> Npgsql.NpgsqlException (0x80004005): refused
                           at Npgsql.NpgsqlConnector.Connect(NpgsqlTimeout timeout)
                           at Kontali.Db.Pool.<TakeAsync>d__5.MoveNext() in /srv/kontali/releases/20261101120000/src/Pool.cs:line 17
                           at System.Threading.Tasks.Task.Execute()
                           at Kontali.Clients.<>c__DisplayClass3_0.<Load>b__1(Int32 id) in /srv/kontali/releases/20261101120000/src/Clients.cs:line 9
                           --- End of inner exception stack trace ---
                           at Kontali.Program.Main(String[] args) in /srv/kontali/releases/20261101120000/src/Program.cs:line 5
                        """,
                        """
                        error Npgsql.NpgsqlException
                        at Kontali.Db.Pool.TakeAsync
                        at Kontali.Clients.Load
                        """));
    }
}
