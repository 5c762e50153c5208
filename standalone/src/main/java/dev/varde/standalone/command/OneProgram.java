package dev.varde.standalone.command;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.InvalidConfiguration;
import dev.varde.events.start.CannotStart;
import dev.varde.standalone.app.Launch;
import dev.varde.standalone.app.Part;
import dev.varde.standalone.app.Programs;
import java.util.Set;

/// One program against a Kafka cluster.
final class OneProgram {
    private OneProgram() {}

    /// @throws CannotStart also when the configuration names no cluster
    static int run(Part part, RunOptions options, ConsoleOptions console)
            throws CannotStart, InvalidConfiguration {
        Configuration configuration = options.configuration(part.needs());
        if (configuration.kafka() == null) {
            throw new CannotStart(
                    "varde "
                            + part.word()
                            + " needs a Kafka cluster: write kafka: {bootstrap-servers: \"host:9092\"}"
                            + " into the configuration and name it with -c. For one machine without a"
                            + " cluster there is varde up.");
        }
        return Programs.run(
                new Launch(
                        configuration,
                        Set.of(part),
                        options.dataDirectory(),
                        console.host,
                        console.port,
                        options.file,
                        running ->
                                System.out.println(
                                        "Varde is ready: "
                                                + (running.url().isEmpty()
                                                        ? part.word()
                                                                + ", Kafka at "
                                                                + running.bootstrapServers()
                                                        : running.url()))));
    }
}
