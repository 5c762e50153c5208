package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import dev.varde.events.CollectorFact.BlindSpot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files and directories that may not be read, are not there, or fail.
class PermissionCasesTest {
    @TempDir private Path directory;

    @BeforeEach
    void open() throws IOException {
        allow(directory, "rwxrwxrwx");
    }

    private static void allow(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private Following followed() throws IOException {
        Following f = new Following(directory, "log/*.log");
        Files.createDirectories(f.path("log"));
        allow(f.path("log"), "rwxr-xr-x");
        f.append("log/app.log", "ERROR 1\n");
        allow(f.path("log/app.log"), "rw-r--r--");
        f.look();
        f.settle();
        return f;
    }

    @Test
    @Case(28)
    void aFileThatMayBeReadOnlyLaterIsReadFromItsStartThen() throws Throwable {
        try (Following f = followed()) {
            f.append("log/new.log", "ERROR 2\n");
            allow(f.path("log/new.log"), "rw-------");
            Unprivileged.run(f::look);
            allow(f.path("log/new.log"), "rw-r--r--");
            Unprivileged.run(f::look);
            f.settle();

            assertThat(f.seen.blindSpots())
                    .extracting(BlindSpot::reason)
                    .containsExactly("permission denied");
            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
        }
    }

    @Test
    @Case(29)
    void aDirectoryThatMayNotBeEnteredForAWhileCostsNoLine() throws Throwable {
        try (Following f = followed()) {
            allow(f.path("log"), "rwx------");
            f.append("log/app.log", "ERROR 2\n");
            Unprivileged.run(() -> f.pass(Duration.ofMinutes(20)));
            f.append("log/app.log", "ERROR 3\n");
            allow(f.path("log"), "rwxr-xr-x");
            Unprivileged.run(() -> f.pass(Duration.ofSeconds(10)));

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2", "ERROR 3");
            assertThat(f.seen.blindSpots())
                    .extracting(BlindSpot::reason)
                    .contains("permission denied");
        }
    }

    @Test
    @Case(30)
    void aDirectoryThatComesLaterOrIsReplacedIsFollowed() throws IOException {
        try (Following f = new Following(directory, "late/*.log")) {
            f.look();
            Files.createDirectories(f.path("late"));
            f.append("late/app.log", "ERROR 1\n");
            f.look();
            f.settle();
            Files.move(f.path("late"), f.path("gone"));
            f.append("gone/app.log", "ERROR 2\n");
            f.look();
            Files.createDirectories(f.path("late"));
            f.append("late/app.log", "ERROR 3\n");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR 2", "ERROR 3");
        }
    }

    @Test
    @Case(30)
    void aDirectoryThatIsBackAfterAnHourIsGoneOnWith() throws IOException {
        try (Following f = followed()) {
            Files.move(f.path("log"), f.path("away"));
            f.pass(Duration.ofMinutes(60));
            f.append("away/app.log", "ERROR 2\n");
            Files.move(f.path("away"), f.path("log"));
            f.pass(Duration.ofSeconds(10));

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
            assertThat(f.seen.blindSpots())
                    .extracting(BlindSpot::reason)
                    .contains("no such log file");
        }
    }

    /// A file whose reading fails when told to.
    private static Content failing(Path path, AtomicReference<String> failure) throws IOException {
        PlainContent real = PlainContent.open(path);
        return new Content() {
            @Override
            public long size() throws IOException {
                return real.size();
            }

            @Override
            public int read(long at, byte[] into, int length) throws IOException {
                String reason = failure.get();
                if (!reason.isEmpty()) {
                    throw new IOException(reason);
                }
                return real.read(at, into, length);
            }

            @Override
            public boolean isFixed() {
                return false;
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Test
    @Case(31)
    @Case(34)
    void aReadThatFailsIsTriedAgainFromTheSamePlaceOnceALookAndSaid() throws IOException {
        AtomicReference<String> failure = new AtomicReference<>("");
        try (Following f =
                new Following(directory, "app.log").openingWith(path -> failing(path, failure))) {
            f.append("app.log", "ERROR 1\n");
            f.look();
            f.settle();
            failure.set("Stale file handle");
            f.append("app.log", "ERROR 2\n");
            f.look();
            f.pass(Duration.ofMinutes(5));
            assertThat(f.lines()).containsExactly("ERROR 1");
            failure.set("");
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
            assertThat(f.seen.ids()).doesNotHaveDuplicates();
            assertThat(f.seen.blindSpots())
                    .extracting(BlindSpot::reason)
                    .containsExactly("Stale file handle");
        }
    }
}
