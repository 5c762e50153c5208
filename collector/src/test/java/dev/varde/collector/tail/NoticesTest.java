package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel's notices of writes; the sleeper would sleep for an hour.
class NoticesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir private Path directory;
    private Path log;
    private Notices notices;

    @BeforeEach
    void open() throws IOException {
        log = Files.writeString(directory.resolve("app.log"), "start\n");
        var inotify = Inotify.open();
        assumeTrue(inotify.isPresent(), "left out: this kernel gives no inotify instance");
        notices = new Notices(inotify.get());
        assumeTrue(watch(), "left out: the temporary files lie on a file system of another host");
    }

    @AfterEach
    void close() {
        if (notices != null) {
            notices.close();
        }
    }

    private boolean watch() throws IOException {
        return notices.watch(FileKey.stat(log).orElseThrow().key(), log);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private Thread sleeper() {
        Thread sleeper = Thread.ofPlatform().daemon().start(() -> notices.await(HOUR));
        await().until(() -> sleeper.getState() == Thread.State.RUNNABLE);
        return sleeper;
    }

    private static void awaitAwake(Thread sleeper) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !sleeper.isAlive());
    }

    @Test
    void aWriteEndsTheSleep() throws IOException {
        Thread sleeper = sleeper();
        append("ERROR\n");
        awaitAwake(sleeper);
    }

    @Test
    void aFileIsWatchedForOneWriteOnlyAndCanBeWatchedAgain() throws IOException {
        assertThat(notices.takeAdded()).isTrue();
        assertThat(notices.takeAdded()).isFalse();
        append("1\n");
        notices.await(HOUR);

        assertThat(watch()).isTrue();
        assertThat(notices.takeAdded()).as("what came in between is to be read first").isTrue();
        append("2\n");
        notices.await(HOUR);
    }

    @Test
    void wakingEndsTheSleep() {
        Thread sleeper = sleeper();
        notices.wake();
        awaitAwake(sleeper);
    }

    @Test
    void aFileThatIsGoneIsNotWatchedAnyMore() throws IOException {
        assertThat(notices.takeAdded()).isTrue();
        FileKey key = FileKey.stat(log).orElseThrow().key();
        Files.delete(log);
        notices.await(HOUR);

        assertThat(notices.watch(key, log)).isFalse();
    }
}
