package dev.varde.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final String KILL =
            "Out of memory: Killed process 812 (uvicorn) total-vm:4117588kB, anon-rss:1990112kB,"
                    + " file-rss:1024kB, shmem-rss:0kB, UID:998 pgtables:4300kB oom_score_adj:0";

    private static List<Explained> explain(String... lines) {
        return Explainer.explain(Excerpt.of("app.log", List.of(lines)));
    }

    private static Explained first(String... lines) {
        return explain(lines).getFirst();
    }

    private static Cause cause(String... lines) {
        return first(lines).best().cause();
    }

    @Test
    void aKillByTheKernelIsTheUnitsThatItsCgroupNames() {
        Explained told =
                first(
                        "Nov 25 21:42:10 web-1 uvicorn[812]: INFO: ready",
                        "Nov 25 21:42:11 web-1 kernel: oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,"
                                + "mems_allowed=0,global_oom,task_memcg=/system.slice/shop.service,task=uvicorn,pid=812,uid=998",
                        "Nov 25 21:42:11 web-1 kernel: " + KILL,
                        "Nov 25 21:42:11 web-1 systemd[1]: shop.service: Main process exited, code=killed, status=9/KILL",
                        "Nov 25 21:42:11 web-1 systemd[1]: shop.service: Failed with result 'oom-kill'.");

        assertThat(told.best().cause()).isEqualTo(Cause.OOM_KILL);
        assertThat(told.best().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(told.who()).isEqualTo("shop");
        assertThat(told.at()).isNotNull();
    }

    @Test
    void aProgramThatWritesAnOomLineFoolsNobody() {
        assertThat(
                        explain(
                                "Nov 25 21:42:11 web-1 app[7]: " + KILL,
                                "Nov 25 21:42:12 web-1 app[7]: INFO: order 17 stored"))
                .isEmpty();
    }

    @Test
    void anExcerptWithoutTimesOrPidsIsRead() {
        Explained told =
                first(
                        "Traceback (most recent call last):",
                        "  File \"/srv/app/main.py\", line 7, in <module>",
                        "    start()",
                        "KeyError: 'region'");

        assertThat(told.best().cause()).isEqualTo(Cause.UNHANDLED_EXCEPTION);
        assertThat(told.at()).isNull();
        assertThat(told.best().summary())
                .startsWith("the program ended with an unhandled KeyError");
    }

    @Test
    void aProgramThatWentOnDidNotDie() {
        assertThat(
                        explain(
                                "ERROR: write failed: No space left on device",
                                "INFO: order 17 stored",
                                "INFO: order 18 stored",
                                "INFO: order 19 stored",
                                "INFO: order 20 stored"))
                .isEmpty();
    }

    @Test
    void anOrderlyStopIsNoDeath() {
        assertThat(
                        explain(
                                "INFO:     Started server process [7]",
                                "INFO:     Uvicorn running on http://127.0.0.1:8000",
                                "INFO:     Shutting down",
                                "INFO:     Finished server process [7]"))
                .isEmpty();
    }

    @Test
    void retriesThatGoOnAreNoDeath() {
        assertThat(
                        explain(
                                "ERROR consumer: Cannot connect to redis://localhost:6379: Error 111 connecting"
                                        + " to localhost:6379. Connection refused.",
                                "Trying again in 2.00 seconds..."))
                .isEmpty();
    }

    @Test
    void theFirstCauseOfALifeIsToldThoughItBeganAnew() {
        assertThat(
                        cause(
                                "[INFO] Starting gunicorn 21.2.0",
                                "[ERROR] Connection in use: ('127.0.0.1', 8000)",
                                "[ERROR] Retrying in 1 second.",
                                "[ERROR] Can't connect to ('127.0.0.1', 8000)",
                                "[INFO] Starting gunicorn 21.2.0",
                                "[INFO] Listening at: http://127.0.0.1:8000 (17)"))
                .isEqualTo(Cause.PORT_IN_USE);
    }

    @Test
    void eachLifeIsToldTheLastFirst() {
        List<Explained> told =
                explain(
                        "INFO:     Started server process [7]",
                        "MemoryError",
                        "api-1 exited with code 1",
                        "INFO:     Started server process [8]",
                        "OSError: [Errno 24] Too many open files",
                        "api-1 exited with code 1");

        assertThat(told)
                .extracting(e -> e.best().cause())
                .containsExactly(Cause.DESCRIPTORS_EXHAUSTED, Cause.HEAP_EXHAUSTED);
    }

    @Test
    void kubectlDescribeIsRead() {
        assertThat(
                        cause(
                                "    State:          Waiting",
                                "      Reason:       CrashLoopBackOff",
                                "    Last State:     Terminated",
                                "      Reason:       OOMKilled",
                                "      Exit Code:    137"))
                .isEqualTo(Cause.MEMORY_LIMIT);
        assertThat(
                        cause(
                                "      Reason:       CrashLoopBackOff",
                                "    Last State:     Terminated",
                                "      Reason:       Error",
                                "      Exit Code:    1"))
                .isEqualTo(Cause.CRASH_LOOP);
    }

    @Test
    void aReadOnlyFileSystemSaysMoreThanTheErrorsThatLedToIt() {
        assertThat(
                        cause(
                                "[ 10.000001] I/O error, dev sda, sector 7 op 0x0:(READ) flags 0x0",
                                "[ 10.000002] EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2",
                                "[ 10.000003] EXT4-fs (sda1): Remounting filesystem read-only"))
                .isEqualTo(Cause.FILESYSTEM_READ_ONLY);
    }

    @Test
    void aKernelThatCrashedIsTheFirstCause() {
        assertThat(
                        cause(
                                "app.service: Main process exited, code=killed, status=9/KILL",
                                "[ 10.0000] BUG: unable to handle page fault for address: ffff8881",
                                "[ 10.0001] Oops: 0002 [#1] SMP"))
                .isEqualTo(Cause.KERNEL_CRASH);
    }

    @Test
    void aGuardIsToldAsSuch() {
        assertThat(
                        cause(
                                "Nov 25 10:59:34 web-1 earlyoom[231]: sending SIGTERM to process 7378 uid 1000"
                                        + " \"uvicorn\": oom_score 156, VmRSS 4962 MiB"))
                .isEqualTo(Cause.OOM_GUARD);
    }

    @Test
    void aJournalExportIsRead() {
        Explained told =
                first(
                        "__CURSOR=s=1;i=1",
                        "__REALTIME_TIMESTAMP=1764103330000000",
                        "_HOSTNAME=web-1",
                        "_TRANSPORT=stdout",
                        "SYSLOG_IDENTIFIER=uvicorn",
                        "_PID=812",
                        "MESSAGE",
                        "\u0019\0\0\0\0\0\0\0OSError: [Errno 24] Too many open files",
                        "second line of it",
                        "",
                        "__CURSOR=s=1;i=2",
                        "__REALTIME_TIMESTAMP=1764103331000000",
                        "_HOSTNAME=web-1",
                        "SYSLOG_IDENTIFIER=systemd",
                        "_PID=1",
                        "MESSAGE=uvicorn.service: Main process exited, code=exited, status=1/FAILURE",
                        "");

        assertThat(told.best().cause()).isEqualTo(Cause.DESCRIPTORS_EXHAUSTED);
        assertThat(told.who()).isEqualTo("uvicorn");
        assertThat(told.at()).isNotNull();
    }
}
