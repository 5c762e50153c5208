package dev.varde.processor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How runtimes and drivers print what ends a program.
class LastWordsTest {
    private static final String[] PYTHON = {
        "Traceback (most recent call last):",
        "  File \"/srv/app/main.py\", line 7, in <module>",
        "    start()",
        "  File \"/srv/venv/lib/python3.12/site-packages/lib.py\", line 3, in start",
        "    raise ValueError(\"no region\")",
        "ValueError: no region"
    };

    record Printed(String what, Cause cause, int code, List<String> lines) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Printed> printed() {
        return List.of(
                printed("python", Cause.UNHANDLED_EXCEPTION, 1, PYTHON),
                printed(
                        "python without a message",
                        Cause.UNHANDLED_EXCEPTION,
                        1,
                        "Traceback (most recent call last):",
                        "  File \"a.py\", line 1, in <module>",
                        "AssertionError"),
                printed(
                        "python, a syntax error",
                        Cause.UNHANDLED_EXCEPTION,
                        1,
                        "  File \"/srv/app/main.py\", line 43",
                        "    print x",
                        "          ^",
                        "SyntaxError: Missing parentheses in call to 'print'"),
                printed(
                        "java",
                        Cause.UNHANDLED_EXCEPTION,
                        1,
                        "Exception in thread \"main\" java.lang.IllegalStateException: no plan",
                        "\tat no.kontali.App.run(App.java:12)",
                        "Caused by: java.lang.NullPointerException: plan is null",
                        "\t... 3 more"),
                printed(
                        "node",
                        Cause.UNHANDLED_EXCEPTION,
                        1,
                        "/srv/app/index.js:10",
                        "    throw new TypeError('no map')",
                        "    ^",
                        "",
                        "TypeError: no map",
                        "    at load (/srv/app/index.js:10:11)",
                        "    at node:internal/main/run_main_module:28:49",
                        "",
                        "Node.js v22.4.0"),
                printed(
                        "go with a nil pointer",
                        Cause.UNHANDLED_EXCEPTION,
                        2,
                        "panic: runtime error: invalid memory address or nil pointer dereference",
                        "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x45]",
                        "",
                        "goroutine 1 [running]:",
                        "main.main()",
                        "\t/srv/app/main.go:9 +0x1d"),
                printed(
                        "rust",
                        Cause.UNHANDLED_EXCEPTION,
                        101,
                        "thread 'main' panicked at src/main.rs:4:10:",
                        "called `Option::unwrap()` on a `None` value",
                        "note: run with `RUST_BACKTRACE=1` environment variable"),
                printed(
                        "ruby",
                        Cause.UNHANDLED_EXCEPTION,
                        1,
                        "app.rb:3:in `run': undefined plan (ArgumentError)",
                        "\tfrom app.rb:9:in `<main>'"),
                printed(
                        "php",
                        Cause.UNHANDLED_EXCEPTION,
                        255,
                        "PHP Fatal error:  Uncaught RuntimeException: no plan in /srv/a.php:3",
                        "Stack trace:",
                        "#0 {main}",
                        "  thrown in /srv/a.php on line 3"),
                printed(
                        "dotnet",
                        Cause.UNHANDLED_EXCEPTION,
                        134,
                        "Unhandled exception. System.InvalidOperationException: no plan",
                        "   at App.Main() in /srv/App.cs:line 5"),
                printed(
                        "c++ ends in an abort",
                        Cause.UNHANDLED_EXCEPTION,
                        134,
                        "terminate called after throwing an instance of 'std::out_of_range'",
                        "  what():  vector::at",
                        "Aborted (core dumped)"),
                printed(
                        "postgres refused",
                        Cause.DATABASE_UNREACHABLE,
                        1,
                        "Traceback (most recent call last):",
                        "  File \"/srv/app/db.py\", line 4, in <module>",
                        "psycopg2.OperationalError: connection to server at \"10.0.0.5\", port 5432"
                                + " failed: Connection refused"),
                printed(
                        "asyncpg refused",
                        Cause.DATABASE_UNREACHABLE,
                        3,
                        "Traceback (most recent call last):",
                        "  File \"/srv/venv/lib/python3.12/site-packages/asyncpg/connect_utils.py\", line"
                                + " 8, in _connect",
                        "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5432)"),
                printed(
                        "redis refused",
                        Cause.DATABASE_UNREACHABLE,
                        1,
                        "Traceback (most recent call last):",
                        "  File \"/srv/app/q.py\", line 4, in <module>",
                        "redis.exceptions.ConnectionError: Error 111 connecting to 127.0.0.1:6379."
                                + " Connection refused."),
                printed(
                        "node and postgres",
                        Cause.DATABASE_UNREACHABLE,
                        1,
                        "Error: connect ECONNREFUSED 127.0.0.1:5432",
                        "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)",
                        "Node.js v22.4.0"),
                printed(
                        "hikari",
                        Cause.DATABASE_UNREACHABLE,
                        1,
                        "ERROR HikariPool-1 - Exception during pool initialization.",
                        "org.postgresql.util.PSQLException: Connection to db:5432 refused."),
                printed(
                        "go and mysql",
                        Cause.DATABASE_UNREACHABLE,
                        1,
                        "2026/11/01 12:00:00 cannot connect to database: dial tcp 10.0.0.5:3306:"
                                + " connect: connection refused"),
                printed(
                        "mongo",
                        Cause.DATABASE_UNREACHABLE,
                        1,
                        "MongoServerSelectionError: connect ECONNREFUSED 10.1.1.1:27017"),
                printed(
                        "a lost session",
                        Cause.DATABASE_CONNECTION_LOST,
                        1,
                        "psycopg2.OperationalError: server closed the connection unexpectedly"),
                printed(
                        "mysql gone",
                        Cause.DATABASE_CONNECTION_LOST,
                        1,
                        "pymysql.err.OperationalError: (2006, 'MySQL server has gone away')"),
                printed(
                        "an administrator's command",
                        Cause.DATABASE_CONNECTION_LOST,
                        1,
                        "FATAL: terminating connection due to administrator command",
                        "giving up"),
                printed(
                        "port in node",
                        Cause.PORT_IN_USE,
                        1,
                        "Error: listen EADDRINUSE: address already in use :::3000",
                        "    at Server.setupListenHandle (node:net:1898:16)",
                        "Node.js v22.4.0"),
                printed(
                        "port in gunicorn",
                        Cause.PORT_IN_USE,
                        1,
                        "[1] [ERROR] Connection in use: ('0.0.0.0', 8000)",
                        "[1] [ERROR] Can't connect to ('0.0.0.0', 8000)"),
                printed(
                        "port in java",
                        Cause.PORT_IN_USE,
                        1,
                        "Web server failed to start. Port 8080 was already in use."),
                printed(
                        "disk",
                        Cause.DISK_FULL,
                        1,
                        "OSError: [Errno 28] No space left on device: '/var/lib/app/x'"),
                printed(
                        "disk in postgres",
                        Cause.DISK_FULL,
                        1,
                        "PANIC:  could not write to file \"pg_wal/xlogtemp.7\": No space left on device"),
                printed("nothing", Cause.EXIT_UNEXPLAINED, 7, "INFO order 17 stored"));
    }

    private static Printed printed(String what, Cause cause, int code, String... lines) {
        return new Printed(what, cause, code, List.of(lines));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void theLastWordsNameTheCause(Printed p) {
        Diagnosis diagnosis =
                new Scenario().exits(p.code()).lines(p.lines().toArray(String[]::new)).diagnosis();

        assertThat(diagnosis.best().cause()).isEqualTo(p.cause());
        assertThat(diagnosis.best().evidence()).isNotEmpty();
        assertThat(diagnosis.best().because()).isNotEmpty();
        assertThat(diagnosis.best().summary()).contains("kontali-backend on web-1");
    }
}
