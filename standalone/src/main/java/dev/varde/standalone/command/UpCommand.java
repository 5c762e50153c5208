package dev.varde.standalone.command;

import dev.varde.events.config.Configuration;
import dev.varde.standalone.app.Launch;
import dev.varde.standalone.app.Part;
import dev.varde.standalone.app.Programs;
import dev.varde.standalone.discovery.Listeners;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Everything on this machine, with an embedded broker unless `kafka:` is given.
@Command(
        name = "up",
        description = {
            "Runs everything on this machine, with an embedded broker or against 'kafka:' when given.",
            "Without a file it watches this host and what listens on it."
        })
final class UpCommand implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.configuration();
        if (options.file == null) {
            configuration = Listeners.watchAll(configuration, System.out);
        }
        return Programs.run(
                new Launch(
                        configuration,
                        EnumSet.allOf(Part.class),
                        options.dataDirectory(),
                        console.host,
                        console.port,
                        options.file,
                        running -> System.out.println("Varde is ready: " + running.url())));
    }
}
