package dev.varde.events.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path parent;

    @Test
    void itIsMadeForItsOwnerAlone() throws Exception {
        Path path = parent.resolve("a/b");

        try (DataDirectory opened = DataDirectory.open(path, List.of("collector"))) {
            assertThat(opened.path()).isEqualTo(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void theSamePartCannotBeOpenedTwice() throws Exception {
        try (DataDirectory _ = DataDirectory.open(parent, List.of("collector"))) {
            assertThatThrownBy(() -> DataDirectory.open(parent, List.of("collector")))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining("collector")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void anotherPartMayShareIt() throws Exception {
        try (DataDirectory _ = DataDirectory.open(parent, List.of("collector"));
                DataDirectory second = DataDirectory.open(parent, List.of("notifier"))) {
            assertThat(second.path()).isEqualTo(parent);
        }
    }

    @Test
    void whatWasTakenIsGivenBackWhenTheRestIsNotToBeHad() throws Exception {
        try (DataDirectory _ = DataDirectory.open(parent, List.of("notifier"))) {
            assertThatThrownBy(() -> DataDirectory.open(parent, List.of("collector", "notifier")))
                    .isInstanceOf(CannotStart.class);

            try (DataDirectory collector = DataDirectory.open(parent, List.of("collector"))) {
                assertThat(collector.path()).isEqualTo(parent);
            }
        }
    }

    @Test
    void itCanBeOpenedAgainAfterItWasClosed() throws Exception {
        DataDirectory.open(parent, List.of("console")).close();

        try (DataDirectory again = DataDirectory.open(parent, List.of("console"))) {
            assertThat(again.path()).isEqualTo(parent);
        }
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file, List.of("console")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is a file");
    }

    @Test
    void theStandardPlaceFollowsTheEnvironment() {
        Path home = Path.of("/home/kari");

        assertThat(DataDirectory.standard(Map.of("XDG_STATE_HOME", "/state"), home))
                .isEqualTo(Path.of("/state/varde"));
        assertThat(DataDirectory.standard(Map.of(), home))
                .isEqualTo(Path.of("/home/kari/.local/state/varde"));
        assertThat(DataDirectory.standard(Map.of("XDG_STATE_HOME", ""), home))
                .isEqualTo(Path.of("/home/kari/.local/state/varde"));
    }
}
