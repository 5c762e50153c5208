package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's example is the first that people copy.
class ReadmeTest {
    @Test
    void itsExampleIsAValidConfiguration(@TempDir Path folder) throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        int from = readme.indexOf("```yaml\n") + "```yaml\n".length();
        String example = readme.substring(from, readme.indexOf("```", from));
        Path file = Files.writeString(folder.resolve("varde.yaml"), example);

        Configuration configuration =
                ConfigurationReader.read(
                        file,
                        Map.of(
                                "SMTP_PASSWORD",
                                "secret",
                                "HOOK_SECRET",
                                "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ="));

        assertThat(configuration.services()).hasSize(1);
        assertThat(configuration.routes().getFirst().escalate()).hasSize(1);
    }
}
