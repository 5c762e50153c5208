package dev.varde.standalone.command;

import dev.varde.standalone.app.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The notifier alone, against a Kafka cluster.
@Command(name = "notifier", description = "Tells people about incidents and orders restarts.")
final class NotifierCommand implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        return OneProgram.run(Part.NOTIFIER, options, new ConsoleOptions());
    }
}
