package dev.varde.standalone.command;

import dev.varde.events.config.ConfigurationReader;
import dev.varde.standalone.demo.DemoRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Everything at work on a sample backend that really crashes.
@Command(
        name = "demo",
        description = {
            "Makes a sample backend fail in several ways, and shows what Varde does about it.",
            "Each incident is shown in the terminal and on the page. Needs nothing from outside."
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where state is kept. Default: a new directory for each run.")
    private @org.jspecify.annotations.Nullable Path data;

    @Option(
            names = "--stay",
            negatable = true,
            description = "Keep the page up when the play is over. Default: on a terminal only.")
    private @org.jspecify.annotations.Nullable Boolean stay;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        Path directory =
                data == null
                        ? Files.createTempDirectory("varde-demo-")
                        : data.toAbsolutePath().normalize();
        System.out.println("State and logs of this run: " + directory);
        int wrong =
                new DemoRun(
                                ConfigurationReader.empty(System.getenv()),
                                directory,
                                console.host,
                                console.port,
                                stay == null ? Paint.onTerminal() : stay)
                        .run();
        return wrong == 0 ? Exit.FINE : Exit.FOUND_SOMETHING;
    }
}
