package dev.varde.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.right.Right;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The units below `deploy/systemd`.
class DeployedUnitsTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("varde.root", ".."), "deploy").toAbsolutePath();

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"varde-collector.service", "varde@.service"})
    void systemdFindsAUnitInOrder(String unit) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "left out: systemd-analyze is not installed");
        String text = Files.readString(DEPLOY.resolve("systemd").resolve(unit));
        Path copy =
                Files.writeString(
                        directory.resolve(unit.replace("@.", "@processor.")),
                        text.replace("/opt/varde/varde", "/bin/true"));

        Process verify =
                new ProcessBuilder("/usr/bin/systemd-analyze", "verify", copy.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain(unit);
    }

    @Test
    void theCollectorsUnitGivesEachCapabilityThatTheTableNames() throws Exception {
        String unit = Files.readString(DEPLOY.resolve("systemd/varde-collector.service"));

        for (Right right : List.of(Right.KERNEL_LOG, Right.DESCRIPTORS)) {
            for (String word : right.needs().split(" and ", -1)) {
                assertThat(unit).containsPattern("AmbientCapabilities=.*" + word);
            }
        }
        assertThat(unit).contains("systemd-journal", "User=varde", "Restart=always");
    }

    @Test
    void theRuleForRestartsIsWhereItsCureSaysItIs() {
        assertThat(Right.RESTART.cure()).contains("deploy/polkit/50-varde.rules");
        assertThat(DEPLOY.resolve("polkit/50-varde.rules")).exists();
    }
}
