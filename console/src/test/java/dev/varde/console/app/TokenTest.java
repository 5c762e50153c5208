package dev.varde.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.console.Sample;
import dev.varde.console.SpokenWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    @TempDir Path data;

    private final SecureRandom random = new SecureRandom();

    private String rights() throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve(Token.FILE)));
    }

    @Test
    void itIsMadeOnceAndKept() throws IOException {
        String made = Token.keep(data, random);
        assertThat(made).matches("[A-Za-z0-9_-]{43}");
        assertThat(Token.keep(data, random)).isEqualTo(made);
        assertThat(rights()).isEqualTo("rw-------");
        assertThat(data).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void everyDataDirectoryHasItsOwn() throws IOException {
        assertThat(Token.keep(data.resolve("a/b"), random))
                .isNotEqualTo(Token.keep(data.resolve("c"), random));
    }

    @Test
    void rightsThatAreTooWideAreNarrowed() throws IOException {
        String made = Token.keep(data, random);
        Files.setPosixFilePermissions(
                data.resolve(Token.FILE), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(Token.keep(data, random)).isEqualTo(made);
        assertThat(rights()).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "a b", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"})
    void whatIsNoTokenIsReplaced(String there) throws IOException {
        Files.writeString(data.resolve(Token.FILE), there);
        String made = Token.keep(data, random);
        assertThat(made).matches("[A-Za-z0-9_-]{43}");
        assertThat(Token.keep(data, random)).isEqualTo(made);
    }

    @Test
    void aDataDirectoryThatCannotBeOneIsSaidPlainly() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "x");
        Console console = new Console();
        assertThatThrownBy(() -> console.begin(Sample.configuration(), file, new SpokenWords()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot keep its token")
                .hasMessageContaining("--data");
        assertThat(console.running()).isEmpty();
    }
}
