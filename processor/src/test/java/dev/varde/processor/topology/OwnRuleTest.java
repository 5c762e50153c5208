package dev.varde.processor.topology;

import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rule from the file to the incident.
class OwnRuleTest {
    @TempDir Path directory;

    @Test
    void aRuleOfTheFileSaysWhatALineMeans() throws Exception {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(
                file,
                """
                rules:
                  - name: license
                    match: {regex: 'license \\w+ ended'}
                    cause: license-expired
                    advice: [{title: Renew it, commands: [kontali renew], why: It ended.}]
                """);
        Configuration configuration = ConfigurationReader.read(file, Map.of());

        Incident told;
        try (Stage stage = new Stage(configuration, directory.resolve("data"), NOON)) {
            stage.see(started());
            stage.see(exited("license pro ended"));
            told = stage.told().getFirst();
        }

        assertThat(told.cause()).isEqualTo(new Cause("license-expired"));
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.advice().getFirst().commands()).containsExactly("kontali renew");
    }

    private static HostEvent started() {
        return kontali(1, new ProcessStarted(new ProcessKey(12, 12), Role.MAIN, "x", at(1), false));
    }

    private static HostEvent exited(String line) {
        return kontali(
                10,
                new ProcessExited(
                        new ProcessKey(12, 12),
                        Role.MAIN,
                        "x",
                        at(1),
                        ExitStatus.exited(3),
                        null,
                        null,
                        List.of(new LogTail("/var/log/app.log", List.of(line))),
                        0));
    }
}
