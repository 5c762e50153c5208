package dev.varde.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ExitStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "app.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED~3",
                "      Exit Code:    137~137",
                "exited: worker (exit status 2; not expected)~2",
                "api-1 exited with code 1~1",
                "Process finished with exit code 134~134",
                "make[1]: *** [all] Error 101~101",
                "make: *** [Makefile:3: run] Error 2~2",
                "npm ERR! errno 1~1",
                "[ERROR] Worker (pid:130636) exited with code 1~1",
                "command returned non-zero exit status 4~4",
                "child process exit code=7~7"
            })
    void codesAreRead(String text, int code) {
        assertThat(Ends.in(TextLine.plain(1, text)).orElseThrow().exit())
                .isEqualTo(ExitStatus.exited(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "app.service: Main process exited, code=killed, status=9/KILL~9",
                "app.service: Main process exited, code=dumped, status=6/ABRT~6",
                "Segmentation fault (core dumped)~11",
                "/bin/sh: line 1:  5388 Segmentation fault      ./server~11",
                "half a lineAborted (core dumped)~6",
                "Aborted~6",
                "zsh: illegal hardware instruction (core dumped)  ./server~4",
                "Killed~9",
                "bash: line 3:  4242 Killed                  python3 app.py~9",
                "exited: worker (terminated by SIGSEGV (core dumped); not expected)~11",
                "DAMN ! worker 1 (pid: 17) died, killed by signal 9 :( trying respawn ...~9",
                "[ERROR] Worker (pid:17) was sent SIGKILL! Perhaps out of memory?~9",
                "worker process 18 exited on signal 11~11",
                "app.rb:3:in `run': SIGTERM (SignalException)~15"
            })
    void signalsAreRead(String text, int signal) {
        assertThat(Ends.in(TextLine.plain(1, text)).orElseThrow().exit().signal())
                .isEqualTo(signal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Killed with signal 15 (by pid=24913 uid=0 code=kill)",
                "the user killed a monster",
                "Transaction aborted by the user",
                "status code 500",
                "exit code is documented below"
            })
    void otherLinesAreNoEnd(String text) {
        assertThat(Ends.in(TextLine.plain(1, text))).isEmpty();
    }
}
