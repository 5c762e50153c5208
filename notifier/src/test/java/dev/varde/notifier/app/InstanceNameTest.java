package dev.varde.notifier.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceNameTest {
    @TempDir Path data;

    @Test
    void theNameIsKept() {
        Path deeper = data.resolve("notifier");

        assertThat(InstanceName.in(deeper)).isEqualTo(InstanceName.in(deeper)).isNotBlank();
    }

    @Test
    void otherDirectoriesAreOtherNotifiers() {
        assertThat(InstanceName.in(data.resolve("a")))
                .isNotEqualTo(InstanceName.in(data.resolve("b")));
    }

    @Test
    void aFileThatWasTamperedWithStillGivesASafeName() throws Exception {
        Files.writeString(data.resolve("notifier.id"), "../../evil\nname");

        assertThat(InstanceName.in(data))
                .matches("[A-Za-z0-9_-]{1,64}")
                .isEqualTo(InstanceName.in(data));
    }

    @Test
    void whereNoneCanBeKeptTheDirectoryGivesTheName() throws Exception {
        Path file = Files.writeString(data.resolve("a-file"), "");

        assertThat(InstanceName.in(file)).matches("[0-9a-f]{32}").isEqualTo(InstanceName.in(file));
    }
}
