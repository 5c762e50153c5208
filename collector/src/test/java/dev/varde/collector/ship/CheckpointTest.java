package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("acknowledged");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_711, Long.MAX_VALUE})
    void aNumberComesBack(long number) throws IOException {
        new Checkpoint(file()).save(1);
        new Checkpoint(file()).save(number);
        assertThat(new Checkpoint(file()).load()).isEqualTo(number);
        assertThat(directory).isDirectoryContaining(p -> p.equals(file()));
        assertThat(Files.exists(directory.resolve("acknowledged.next"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x", "12x", "1.5", "-3", "99999999999999999999", "\u00e6"})
    void whatIsNoNumberMeansFromTheBeginning(String text) throws IOException {
        Files.writeString(file(), text);
        assertThat(new Checkpoint(file()).load()).isZero();
    }

    @Test
    void aMissingFileOrADirectoryMeansFromTheBeginning() throws IOException {
        assertThat(new Checkpoint(file()).load()).isZero();
        Files.createDirectory(file());
        assertThat(new Checkpoint(file()).load()).isZero();
    }

    @Test
    void aSaveThatFailsLeavesTheOldNumber() throws IOException {
        Checkpoint checkpoint = new Checkpoint(file());
        checkpoint.save(7);
        Files.createDirectory(directory.resolve("acknowledged.next"));
        assertThatThrownBy(() -> checkpoint.save(8)).isInstanceOf(IOException.class);
        assertThat(checkpoint.load()).isEqualTo(7);
    }
}
