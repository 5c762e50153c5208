package dev.varde.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.sign.TrustedKey;
import dev.varde.events.start.OrderKeyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir private Path directory;
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    private String made(Path home) {
        out.reset();
        assertThat(VardeCommand.execute("keys", "new", "--directory", home.toString())).isZero();
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private int show(String... words) {
        out.reset();
        String[] all = new String[words.length + 2];
        all[0] = "keys";
        all[1] = "show";
        System.arraycopy(words, 0, all, 2, words.length);
        return VardeCommand.execute(all);
    }

    @Test
    void aNewKeyIsKeptForItsOwnerAndItsPublicHalfPrinted() throws IOException {
        Path home = directory.resolve("etc");

        String key = made(home);

        Path file = home.resolve(OrderKeyFile.NAME);
        assertThat(OrderKeyFile.read(file).orElseThrow().trusted()).isEqualTo(new TrustedKey(key));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out.toString(StandardCharsets.UTF_8) + err)
                .doesNotContain(Files.readString(file).strip())
                .contains("sign-with", "trust");
    }

    @Test
    void aKeyIsNotReplaced() throws IOException {
        made(directory);
        String before = Files.readString(directory.resolve(OrderKeyFile.NAME));

        assertThat(VardeCommand.execute("keys", "new", "--directory", directory.toString()))
                .isEqualTo(3);

        assertThat(directory.resolve(OrderKeyFile.NAME)).hasContent(before.strip());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("already");
    }

    @Test
    void theKeyOfADataDirectoryAndThoseOfAConfigurationAreShown() throws IOException {
        String own = made(directory.resolve("own"));
        String named = made(directory.resolve("named"));
        String trusted = made(directory.resolve("trusted"));
        Path file =
                Files.writeString(
                        directory.resolve("varde.yaml"),
                        "mail: {host: m, from: a@b.no, username: u, password: '${NOT_SET}'}\n"
                                + "orders: {sign-with: '${file:named/order.key}', trust: ["
                                + trusted
                                + "]}\n");

        assertThat(show("--data", directory.resolve("own").toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("signs").contains(own);
        assertThat(show("-c", file.toString(), "--json")).isZero();
        var keys = new ObjectMapper().readTree(out.toByteArray());
        assertThat(keys.findValuesAsText("key")).containsExactly(named, trusted);
        assertThat(keys.findValuesAsText("use")).containsExactly("signs", "trusted");
    }

    @Test
    void withoutAnyKeyItSaysHowToGetOne() {
        assertThat(show("--data", directory.toString())).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("varde keys new");
    }
}
