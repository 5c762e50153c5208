package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("state");
    }

    private Standing load() {
        return Standing.load(directory, "book");
    }

    private void save(long number) throws IOException {
        try (Standing standing = load()) {
            standing.save(number);
        }
    }

    private long loaded() throws IOException {
        try (Standing standing = load()) {
            return standing.acknowledged();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_711, Long.MAX_VALUE})
    void aNumberComesBack(long number) throws IOException {
        save(1);
        save(number);
        assertThat(loaded()).isEqualTo(number);
        assertThat(Files.size(file())).isEqualTo(8_192);
    }

    @Test
    void aMissingFileOrADirectoryMeansFromTheBeginning() throws IOException {
        assertThat(loaded()).isZero();
        Files.delete(file());
        Files.createDirectory(file());
        assertThat(loaded()).isZero();
    }

    @Test
    void anyDamageInTheLastWriteLeavesTheOneBefore() throws IOException {
        save(7);
        byte[] before = Files.readAllBytes(file());
        save(8);
        byte[] after = Files.readAllBytes(file());
        int checked = 0;
        for (int at = 0; at < after.length; at++) {
            if (after[at] != before[at]) {
                byte[] damaged = after.clone();
                damaged[at] ^= 1;
                Files.write(file(), damaged);
                assertThat(loaded()).as("byte " + at).isEqualTo(7);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(10);
    }

    @Test
    void aTornWriteLeavesTheOneBefore() throws IOException {
        save(7);
        byte[] before = Files.readAllBytes(file());
        save(123_456);
        byte[] after = Files.readAllBytes(file());
        for (int cut = 0; cut < after.length; cut += 7) {
            byte[] torn = before.clone();
            System.arraycopy(after, 0, torn, 0, cut);
            Files.write(file(), torn);
            assertThat(loaded()).as("cut at " + cut).isIn(7L, 123_456L);
        }
    }

    @Test
    void zeroesAndHalfAFileMeanFromTheBeginning() throws IOException {
        save(7);
        Files.write(file(), new byte[8_192]);
        assertThat(loaded()).isZero();
        Files.write(file(), new byte[100]);
        assertThat(loaded()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x", "12x", "1.5", "-3", "99999999999999999999", "\u00e6"})
    void theFirstFormsFileIsReadAndNonsenseInItMeansFromTheBeginning(String text)
            throws IOException {
        Path old = directory.resolve("acknowledged");
        Files.writeString(old, text);
        assertThat(loaded()).isZero();

        Files.writeString(old, "42\n");
        assertThat(loaded()).isEqualTo(42);
        save(43);
        assertThat(old).doesNotExist();
        assertThat(loaded()).isEqualTo(43);
    }

    @Test
    void lossesNotYetToldSurviveAndWhatWasBeingToldIsTheSame() throws IOException {
        try (Standing standing = load()) {
            standing.losses().add(3, "the spool was full");
            standing.losses().add(2, "the spool was full");
            standing.losses().tell();
            standing.losses().add(1, "æ\nbad: reason");
            standing.save(9);
        }
        try (Standing standing = Standing.load(directory, "another book")) {
            assertThat(standing.losses().tell())
                    .containsExactly(new Losses.Loss("spool-gap-book-1", 5, "the spool was full"));
            standing.losses().told(standing.losses().tell().getFirst());
            assertThat(standing.losses().tell())
                    .containsExactly(new Losses.Loss("spool-gap-book-2", 1, "??bad: reason"));
            assertThat(standing.losses().total()).isZero();
        }
    }

    @Test
    void howeverManyReasonsThereAreTheyFit() throws IOException {
        try (Standing standing = load()) {
            for (int i = 0; i < 100; i++) {
                standing.losses().add(1, i + "æ".repeat(1_000));
                standing.losses().tell();
            }
            standing.save(Long.MAX_VALUE);
        }
        try (Standing standing = load()) {
            long sum = standing.losses().tell().stream().mapToLong(Losses.Loss::events).sum();
            standing.losses().tell().forEach(standing.losses()::told);
            sum += standing.losses().tell().stream().mapToLong(Losses.Loss::events).sum();
            assertThat(sum).isEqualTo(100);
        }
    }
}
