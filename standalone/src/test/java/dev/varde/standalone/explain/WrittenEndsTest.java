package dev.varde.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How runtimes, servers and supervisors write that something ended, where nothing else tells it.
class WrittenEndsTest {
    private static final Path SHAPES = Path.of("..", "bench", "crashes", "shapes.jsonl");

    record Written(String what, @Nullable String cause, List<String> lines) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Written> ends() {
        return Stream.of(
                written(
                        "several Python exceptions at once",
                        "unhandled-exception",
                        "  + Exception Group Traceback (most recent call last):",
                        "  |   File \"/srv/app.py\", line 9, in <module>",
                        "  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)",
                        "  +-+---------------- 1 ----------------",
                        "    | Traceback (most recent call last):",
                        "    |   File \"/srv/app.py\", line 4, in feed",
                        "    | ValueError: feed 1 sent nothing",
                        "    +------------------------------------"),
                written(
                        "a variable that is asked of the environment",
                        "config-error",
                        "Traceback (most recent call last):",
                        "  File \"/srv/settings.py\", line 2, in <module>",
                        "    URL = os.environ[\"DATABASE_URL\"]",
                        "  File \"<frozen os>\", line 679, in __getitem__",
                        "KeyError: 'DATABASE_URL'"),
                written(
                        "PHP that shows its errors",
                        "unhandled-exception",
                        "Fatal error: Uncaught DomainException: no lines in /srv/w.php:2",
                        "Stack trace:",
                        "#0 {main}",
                        "  thrown in /srv/w.php on line 2"),
                written(
                        "Perl dies",
                        "unhandled-exception",
                        "row 7 has no amount at import.pl line 3.",
                        "importing"),
                written(
                        "Perl warns",
                        null,
                        "Use of uninitialized value $x in addition (+) at import.pl line 3."),
                written(
                        "Lua",
                        "unhandled-exception",
                        "lua5.4: app.lua:2: attempt to index a nil value (field 'redis')",
                        "stack traceback:",
                        "\t[C]: in ?"),
                written(
                        "Elixir",
                        "unhandled-exception",
                        "** (MatchError) no match of right hand side value: %{cost: 3}",
                        "    import.exs:2: (file)"),
                written(
                        "R",
                        "unhandled-exception",
                        "Error in total(1) : no rows",
                        "Execution halted"),
                written(
                        "Ruby prints first what was raised last",
                        "database-unreachable",
                        "client.rb:9:in `rescue in open': Error connecting to Redis on 10.0.0.2:6380"
                                + " (Errno::ECONNREFUSED) (Redis::CannotConnectError)",
                        "\tfrom app.rb:1:in `<main>'",
                        "ruby.rb:3:in `connect': Connection refused - connect(2) (Errno::ECONNREFUSED)",
                        "\tfrom app.rb:1:in `<main>'"),
                written(
                        "Java's trace that another thread wrote into",
                        "broker-unreachable",
                        "Exception in thread \"main\" java.util.concurrent.ExecutionException: x",
                        "\tat java.base/java.util.concurrent.CompletableFuture.get(F.java:2094)",
                        "00:58:54.296 [admin-1] INFO Rebootstrapping with nodes = [127.0.0.1:9099]",
                        "00:58:54.298 [admin-1] INFO Rebootstrapping with nodes = [127.0.0.1:9099]",
                        "00:58:54.299 [admin-1] INFO Rebootstrapping with nodes = [127.0.0.1:9099]",
                        "\tat Start.main(Start.java:6)",
                        "Caused by: org.apache.kafka.common.errors.TimeoutException: Timed out waiting"
                                + " for a node assignment. Call: listTopics"),
                written(
                        "Rust's main returns an error",
                        "database-unreachable",
                        "Error: error communicating with database: Connection refused (os error 111)",
                        "",
                        "Caused by:",
                        "    Connection refused (os error 111)"),
                written(
                        "a panic of one of Tokio's tasks",
                        null,
                        "thread 'tokio-runtime-worker' panicked at src/feed.rs:12:9:",
                        "bad frame",
                        "INFO feed: reconnecting",
                        "INFO feed: connected",
                        "INFO feed: 200 frames",
                        "INFO feed: 400 frames"),
                written(
                        "a broker's driver and any port",
                        "broker-unreachable",
                        "Error: connect ECONNREFUSED 10.0.0.2:15999",
                        "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)",
                        "    at Socket.connect (/srv/node_modules/amqplib/lib/connect.js:9:1)",
                        "",
                        "Node.js v22.4.0"));
    }

    static Stream<Written> general() {
        return Stream.of(
                written(
                        "nginx that cannot bind",
                        "port-in-use",
                        "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)",
                        "nginx: [emerg] still could not bind()"),
                written(
                        "nginx with a wrong directive",
                        "config-error",
                        "nginx: [emerg] unknown directive \"proxy_passs\" in /etc/nginx/nginx.conf:2"),
                written(
                        "PHP-FPM that cannot bind",
                        "port-in-use",
                        "ERROR: unable to bind listening socket for address '127.0.0.1:9000': Address"
                                + " already in use (98)",
                        "ERROR: FPM initialization failed"),
                written(
                        "a unit whose program is not there",
                        "missing-dependency",
                        "Nov 26 00:03:21 web-1 systemd[1]: Started ghost.service - Ghost.",
                        "Nov 26 00:03:21 web-1 (ghost)[236]: ghost.service: Failed at step EXEC"
                                + " spawning /opt/ghost: No such file or directory",
                        "Nov 26 00:03:21 web-1 systemd[1]: ghost.service: Main process exited,"
                                + " code=exited, status=203/EXEC"),
                written(
                        "a unit whose program may not be run",
                        "permission-denied",
                        "Nov 26 00:03:21 web-1 systemd[1]: plain.service: Main process exited,"
                                + " code=exited, status=203/EXEC"));
    }

    static Stream<Written> stops() {
        return Stream.of(
                written(
                        "a server that stops because it had to",
                        "port-in-use",
                        "INFO:     Application startup complete.",
                        "ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1',"
                                + " 8000): address already in use",
                        "INFO:     Waiting for application shutdown.",
                        "INFO:     Application shutdown complete."),
                written(
                        "a supervisor that is stopped after the crash",
                        "killed-by-signal",
                        "2026-11-25 23:57:54,792 WARN exited: app (terminated by SIGKILL; not expected)",
                        "2026-11-25 23:57:56,795 WARN received SIGTERM indicating exit request"),
                written(
                        "workers that are started anew",
                        null,
                        "[2026-11-26 00:03:37 +0000] [10] [INFO] Handling signal: hup",
                        "[2026-11-26 00:03:37 +0000] [12] [INFO] Booting worker with pid: 12",
                        "[2026-11-26 00:03:37 +0000] [11] [INFO] Worker exiting (pid: 11)",
                        "[2026-11-26 00:03:37 +0000] [10] [WARNING] Worker with pid 11 was terminated"
                                + " due to signal 15"),
                written(
                        "a unit that ends with 143",
                        null,
                        "Mar 02 10:11:12 web-1 systemd[1]: Stopping shop.service - Shop...",
                        "Mar 02 10:11:13 web-1 systemd[1]: shop.service: Main process exited,"
                                + " code=exited, status=143/n/a"),
                written(
                        "a dyno that is moved",
                        null,
                        "2026-03-02T10:11:13.101+00:00 heroku[web.1]: Stopping all processes with"
                                + " SIGTERM",
                        "2026-03-02T10:11:13.302+00:00 heroku[web.1]: Process exited with status 143"),
                written(
                        "a host that lost its power",
                        "host-rebooted",
                        "Mar 02 10:11:12 web-1 CRON[4121]: (root) CMD (run-parts /etc/cron.hourly)",
                        "-- Boot 0f2c119f2c119f2c119f2c119f2c119f --",
                        "Mar 02 10:31:02 web-1 kernel: Linux version 6.1.0-18-amd64"),
                written(
                        "a host that was shut down",
                        null,
                        "Mar 02 10:11:12 web-1 systemd-logind[412]: System is rebooting.",
                        "-- Boot 0f2c119f2c119f2c119f2c119f2c119f --",
                        "Mar 02 10:31:02 web-1 kernel: Linux version 6.1.0-18-amd64"),
                written(
                        "words that a logger quotes",
                        null,
                        "2026-11-26 00:04:28 INFO ticket opened: 'Segmentation fault (core dumped)'"));
    }

    static Stream<Written> envelopes() {
        return Stream.of(
                written(
                        "a program under a unit of another name",
                        "unhandled-exception",
                        "Nov 26 00:03:08 web-1 systemd[1]: Started reader.service - Reader.",
                        "Nov 26 00:03:09 web-1 python3[71]: Traceback (most recent call last):",
                        "Nov 26 00:03:09 web-1 python3[71]:   File \"/run/reader.py\", line 4, in"
                                + " <module>",
                        "Nov 26 00:03:09 web-1 python3[71]: RuntimeError: offset 12 is gone",
                        "Nov 26 00:03:09 web-1 systemd[1]: reader.service: Main process exited,"
                                + " code=exited, status=1/FAILURE"),
                written(
                        "a container of docker compose",
                        "missing-dependency",
                        "db-1   | database system is ready to accept connections",
                        "api-1  | ModuleNotFoundError: No module named 'orjson'",
                        "api-1 exited with code 1"),
                written(
                        "a process of foreman",
                        "unhandled-exception",
                        "10:11:12 web.1    | started with pid 4121",
                        "10:11:13 worker.1 | Traceback (most recent call last):",
                        "10:11:13 worker.1 |   File \"worker.py\", line 4, in <module>",
                        "10:11:13 worker.1 | TypeError: 'NoneType' object is not callable",
                        "10:11:13 worker.1 | exited with code 1"),
                written(
                        "a dyno",
                        "missing-dependency",
                        "2026-03-02T10:11:12.001+00:00 app[web.1]: Error: Cannot find module 'expres'",
                        "2026-03-02T10:11:12.203+00:00 heroku[web.1]: Process exited with status 1"),
                written(
                        "an event of Kubernetes that is called a warning",
                        "missing-dependency",
                        "  Warning  Failed   27s (x3 over 69s)  kubelet  Error: ErrImagePull"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEndIsReadInTheWordsOfItsRuntime(Written written) {
        assertThat(told(written.lines())).isEqualTo(written.cause());
    }

    @ParameterizedTest
    @MethodSource("general")
    void whatIsSaidInGeneralGivesWayToWhatIsSaidBefore(Written written) {
        assertThat(told(written.lines())).isEqualTo(written.cause());
    }

    @ParameterizedTest
    @MethodSource("stops")
    void aStopIsPlannedOnlyWhereItWasAskedForBefore(Written written) {
        assertThat(told(written.lines())).isEqualTo(written.cause());
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void whatOneProgramWroteIsFoundInEachEnvelope(Written written) {
        assertThat(told(written.lines())).isEqualTo(written.cause());
    }

    @Test
    void nineteenOfTwentyShapesAreReadRight() throws IOException {
        Evaluation shapes = new Evaluation();
        for (String line : Files.readAllLines(SHAPES)) {
            Labelled shape = Labelled.read(line);
            shapes.add(shape.id(), shape.cause(), shape.told());
        }

        assertThat(shapes.all()).isGreaterThan(150);
        assertThat(shapes.right() / (double) shapes.all())
                .as(shapes.mistakes().toString())
                .isGreaterThanOrEqualTo(0.95);
        assertThat(shapes.falseAlarms() / (double) shapes.negatives()).isLessThanOrEqualTo(0.025);
    }

    private static @Nullable String told(List<String> lines) {
        return new Labelled("lines", lines, null).told();
    }

    private static Written written(String what, @Nullable String cause, String... lines) {
        return new Written(what, cause, List.of(lines));
    }
}
