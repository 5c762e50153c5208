package dev.varde.standalone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.config.Chapter;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("varde.root", ".."), "examples", "varde.yaml");

    @ParameterizedTest
    @EnumSource(value = Part.class, names = "NOTIFIER", mode = EnumSource.Mode.EXCLUDE)
    void onlyTheNotifierNeedsTheSecretsOfTheExample(Part part) {
        assertThatCode(() -> ConfigurationReader.read(EXAMPLE, Map.of(), part.needs()))
                .doesNotThrowAnyException();
    }

    @Test
    void theNotifierSaysWhichSecretsItLacks() {
        assertThatThrownBy(() -> ConfigurationReader.read(EXAMPLE, Map.of(), Part.NOTIFIER.needs()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("SMTP_PASSWORD")
                .hasMessageContaining("HOOK_SECRET");
    }

    @ParameterizedTest
    @EnumSource(Chapter.class)
    void everyChapterIsNeededBySomebody(Chapter chapter) {
        assertThat(Part.values()).anyMatch(part -> part.needs().contains(chapter));
    }
}
