package dev.varde.standalone.command;

import dev.varde.standalone.app.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The console alone, against a Kafka cluster.
@Command(name = "console", description = "Serves the page and its API.")
final class ConsoleCommand implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Override
    public Integer call() throws Exception {
        return OneProgram.run(Part.CONSOLE, options, console);
    }
}
