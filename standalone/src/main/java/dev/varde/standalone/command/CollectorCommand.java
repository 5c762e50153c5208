package dev.varde.standalone.command;

import dev.varde.collector.app.CollectorProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The collector alone, against a Kafka cluster.
@Command(
        name = "collector",
        description = "Watches this host: publishes what it sees, carries out restart orders.")
final class CollectorCommand implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        return CollectorProgram.run(options.file, options.dataDirectory());
    }
}
