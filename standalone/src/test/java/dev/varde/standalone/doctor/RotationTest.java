package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
    @TempDir Path etc;

    private Rotation with(String configuration) throws Exception {
        Files.createDirectories(etc.resolve("logrotate.d"));
        Files.writeString(etc.resolve("logrotate.d").resolve("app"), configuration);
        return Rotation.read(etc);
    }

    @Test
    void aLogThatAPatternNamesIsCoveredAndItsNeighbourIsNot() throws Exception {
        Rotation rotation = with("/var/log/kontali/*.log {\n  daily\n}\n");

        assertThat(rotation.covers(Path.of("/var/log/kontali/app.log"))).isTrue();
        assertThat(rotation.covers(Path.of("/var/log/other/app.log"))).isFalse();
        assertThat(rotation.covers(Path.of("/var/log/kontali/sub/app.log"))).isFalse();
    }

    @Test
    void severalPathsOnSeveralLinesAndInQuotesBelongToOneBlock() throws Exception {
        Rotation rotation =
                with(
                        """
                        # a comment /var/log/no.log
                        /var/log/a.log /var/log/b.log
                        "/var/my logs/c.log"
                        {
                          weekly
                        }
                        """);

        assertThat(rotation.covers(Path.of("/var/log/a.log"))).isTrue();
        assertThat(rotation.covers(Path.of("/var/log/b.log"))).isTrue();
        assertThat(rotation.covers(Path.of("/var/my logs/c.log"))).isTrue();
        assertThat(rotation.covers(Path.of("/var/log/no.log"))).isFalse();
    }

    @Test
    void pathsInAScriptOfABlockAreNoLogs() throws Exception {
        Rotation rotation =
                with(
                        """
                        /var/log/a.log {
                          postrotate
                            if true; then { /usr/bin/reload; } fi
                            /var/log/script.log {
                          endscript
                        }
                        /var/log/z.log { daily }
                        """);

        assertThat(rotation.covers(Path.of("/usr/bin/reload"))).isFalse();
        assertThat(rotation.covers(Path.of("/var/log/script.log"))).isFalse();
        assertThat(rotation.covers(Path.of("/var/log/z.log"))).isTrue();
    }

    @Test
    void withoutLogrotateNothingIsCovered() {
        assertThat(Rotation.read(etc.resolve("none")).covers(Path.of("/var/log/a.log"))).isFalse();
    }
}
