package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MattersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24 12:00:00 ERROR something",
                "[CRITICAL] x",
                "FATAL:  password authentication failed for user \"app\"",
                "time=x level=error msg=y",
                "{\"level\":\"error\",\"msg\":\"x\"}",
                "2026/11/24 [emerg] 1#1: bind() to 0.0.0.0:80 failed (98: Address already in use)",
                "OSError: [Errno 28] No space left on device",
                "psycopg2.OperationalError: server closed the connection unexpectedly",
                "Killed",
                "Segmentation fault (core dumped)",
                "java.lang.OutOfMemoryError: Java heap space",
                "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
                "[CRITICAL] WORKER TIMEOUT (pid:12)",
                "Error: Too many open files",
                "ValueError: bad",
                "INFO:     Shutting down",
                "INFO:     Finished server process [12]",
                "[INFO] Handling signal: term",
                "LOG:  received fast shutdown request",
                "1:signal-handler (1) Received SIGTERM scheduling shutdown...",
                "# User requested shutdown...",
                "2026/11/24 [notice] 1#1: signal 15 (SIGTERM) received from 1, exiting",
                "systemd[1]: Stopping Kontali backend...",
                "systemd[1]: Started Kontali backend.",
                "INFO:     Application startup complete.",
                "INFO:     Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)",
                "[INFO] Listening at: http://127.0.0.1:8000 (12)",
                "LOG:  database system is ready to accept connections"
            })
    void linesThatTellOfTroubleStopsAndStartsMatter(String line) {
        assertThat(Matters.matters(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INFO:     127.0.0.1:1 - \"GET /health HTTP/1.1\" 200 OK",
                "Started GET \"/clients\" for 127.0.0.1",
                "0 errors, 0 warnings",
                "terror and errors and panics",
                "DEBUG cache hit ratio 0.98",
                "skilled workers unstoppable",
                "2026-11-24 12:00:00 INFO processed 12 clients in 3 ms"
            })
    void ordinaryLinesDoNot(String line) {
        assertThat(Matters.matters(line)).isFalse();
    }
}
