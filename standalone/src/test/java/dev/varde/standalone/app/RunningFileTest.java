package dev.varde.standalone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningFileTest {
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir Path data;

    @Test
    void whoRunsIsFoundByOthers() throws IOException {
        RunningFile self = new RunningFile(SELF, "127.0.0.1:9092", "http://127.0.0.1:1/?token=t");

        self.write(data);

        assertThat(RunningFile.read(data)).contains(self);
    }

    @Test
    void onlyItsOwnerMayReadTheToken() throws IOException {
        new RunningFile(SELF, "127.0.0.1:9092", "").write(data);

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("running.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aProcessThatIsGoneDoesNotRun() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();

        new RunningFile(gone.pid(), "127.0.0.1:9092", "").write(data);

        assertThat(RunningFile.read(data)).isEmpty();
    }

    @Test
    void withoutTheFileNobodyRuns() throws IOException {
        assertThat(RunningFile.read(data)).isEmpty();
    }

    @Test
    void whatIsNoJsonIsSaid() throws IOException {
        Files.writeString(data.resolve("running.json"), "{");

        assertThatThrownBy(() -> RunningFile.read(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("running.json");
    }

    @Test
    void removingTwiceIsFine() throws IOException {
        new RunningFile(SELF, "127.0.0.1:9092", "").write(data);

        RunningFile.remove(data);
        RunningFile.remove(data);

        assertThat(RunningFile.read(data)).isEmpty();
    }
}
