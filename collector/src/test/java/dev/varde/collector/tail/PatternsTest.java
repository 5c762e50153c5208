package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternsTest {
    @TempDir private Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        for (String name :
                List.of(
                        "app.log",
                        "app.log.1",
                        "app.log.2.gz",
                        "a/x.log",
                        "a/b/y.log",
                        "a/b/[z].log")) {
            Files.createFile(directory.resolve(name));
        }
    }

    private List<String> expand(String pattern) {
        return Patterns.expand(directory + "/" + pattern).files().stream()
                .map(path -> directory.relativize(path).toString())
                .sorted()
                .toList();
    }

    @Test
    void aPlainPathIsItselfWhetherItIsThereOrNot() throws IOException {
        assertThat(expand("app.log")).containsExactly("app.log");
        assertThat(expand("none.log")).containsExactly("none.log");
    }

    @Test
    void wildcardsMatchWithinOneDirectory() throws IOException {
        assertThat(expand("*.log")).containsExactly("app.log");
        assertThat(expand("a/?.log")).containsExactly("a/x.log");
        assertThat(expand("{a,c}/*.log")).containsExactly("a/x.log");
        assertThat(expand("*/b/y.log")).containsExactly("a/b/y.log");
    }

    @Test
    void packedFilesAreLeftOut() throws IOException {
        assertThat(expand("app.log*")).containsExactly("app.log", "app.log.1");
    }

    @Test
    void twoStarsMatchAnyDirectories() throws IOException {
        assertThat(expand("**/*.log"))
                .containsExactly("a/b/[z].log", "a/b/y.log", "a/x.log", "app.log");
        assertThat(expand("a/**")).contains("a/x.log", "a/b/y.log");
    }

    @Test
    void aDirectoryThatIsNotThereHoldsNothing() throws IOException {
        assertThat(expand("none/x.log")).containsExactly("none/x.log");
        assertThat(expand("none*/x.log")).isEmpty();
    }

    @Test
    void noMoreThanAThousandFilesAreFollowed() throws IOException {
        Path many = Files.createDirectory(directory.resolve("many"));
        for (int i = 0; i < 1_050; i++) {
            Files.createFile(many.resolve(i + ".log"));
        }
        assertThat(expand("many/*.log")).hasSize(1_000);
    }
}
