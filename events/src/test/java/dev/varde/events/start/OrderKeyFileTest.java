package dev.varde.events.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderKeyFileTest {
    @TempDir private Path directory;

    @Test
    void aKeyIsMadeOnceAndReadableByItsOwnerAlone() throws IOException {
        Path file = directory.resolve(OrderKeyFile.NAME);

        var made = OrderKeyFile.readOrMake(file);

        assertThat(OrderKeyFile.readOrMake(file).trusted()).isEqualTo(made.trusted());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatIOException().isThrownBy(() -> OrderKeyFile.make(file));
    }

    @Test
    void aFileThatHoldsSomethingElseIsNotReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("k"), "vs_hemmelig\n");

        assertThatIOException()
                .isThrownBy(() -> OrderKeyFile.readOrMake(file))
                .withMessageContaining(file.toString())
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("hemmelig"));
        assertThat(file).hasContent("vs_hemmelig\n");
    }
}
