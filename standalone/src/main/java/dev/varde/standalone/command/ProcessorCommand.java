package dev.varde.standalone.command;

import dev.varde.standalone.app.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The processor alone, against a Kafka cluster.
@Command(name = "processor", description = "Joins what collectors saw into incidents.")
final class ProcessorCommand implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        return OneProgram.run(Part.PROCESSOR, options, new ConsoleOptions());
    }
}
