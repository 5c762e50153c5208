package dev.varde.standalone.command;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.InvalidConfiguration;
import dev.varde.events.start.CannotStart;
import dev.varde.standalone.app.RunningFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a running Varde is found.
final class KafkaOptions {
    @Mixin final RunOptions options = new RunOptions();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description =
                    "Its Kafka. Default: that of the configuration, else that of the Varde that runs"
                            + " with the data directory.")
    private @Nullable String servers;

    /// @throws CannotStart when none is named and none runs
    String bootstrapServers() throws CannotStart, InvalidConfiguration, IOException {
        String named = servers;
        return named == null ? bootstrapServers(options.configuration(Set.of())) : named;
    }

    /// The same for who has read the configuration already.
    ///
    /// @throws CannotStart when none is named and none runs
    String bootstrapServers(Configuration configuration) throws CannotStart, IOException {
        String named = servers;
        if (named != null) {
            return named;
        }
        Configuration.Kafka kafka = configuration.kafka();
        if (kafka != null) {
            return kafka.bootstrapServers();
        }
        Path data = options.dataDirectory();
        return RunningFile.read(data)
                .map(RunningFile::bootstrapServers)
                .orElseThrow(() ->
                        new CannotStart(
                                "No Varde runs with the data directory "
                                        + data
                                        + ". Start it with varde up, name its directory with"
                                        + " --data, its configuration with -c, or its Kafka with"
                                        + " --bootstrap-servers."));
    }
}
