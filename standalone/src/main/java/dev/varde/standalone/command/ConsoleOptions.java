package dev.varde.standalone.command;

import picocli.CommandLine.Option;

/// Where the console listens.
final class ConsoleOptions {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8600",
            description = "The console's port; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address the console listens on. Default: ${DEFAULT-VALUE}.")
    String host = "127.0.0.1";
}
