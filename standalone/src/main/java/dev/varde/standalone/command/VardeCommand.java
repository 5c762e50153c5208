package dev.varde.standalone.command;

import dev.varde.events.config.InvalidConfiguration;
import dev.varde.events.start.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `varde` command itself: says what there is.
@Command(
        name = "varde",
        mixinStandardHelpOptions = true,
        versionProvider = VardeCommand.Version.class,
        description = "Watches backends, says why one died, tells people, and brings it back.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "'varde test' runs the whole test suite; the script at the root does that.",
            "Exit status: 0 fine, 1 found something wrong, 2 wrong use, 3 could not do it."
        },
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            CollectorCommand.class,
            ProcessorCommand.class,
            NotifierCommand.class,
            ConsoleCommand.class,
            CheckCommand.class,
            RouteTestCommand.class,
            WhatIfCommand.class,
            DoctorCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            UnitCommand.class,
            KeysCommand.class,
            DiscoverCommand.class,
            IncidentsCommand.class,
            ShowCommand.class,
            ReportCommand.class,
            DeliveriesCommand.class,
            AckCommand.class,
            CloseCommand.class,
            RestartCommand.class,
            ReplayCommand.class,
            ResumeCommand.class,
            DeployCommand.class,
            MaintenanceCommand.class,
            SilenceCommand.class,
            NotifyTestCommand.class
        })
public final class VardeCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    /// What the jar's manifest says.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = VardeCommand.class.getPackage().getImplementationVersion();
            return new String[] {"varde " + (version == null ? "development" : version)};
        }
    }

    /// @return the exit status
    public static int execute(String... args) {
        CommandLine line = new CommandLine(new VardeCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, _, _) -> say(e));
        return line.execute(args);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    /// Expected failures are said in one sentence each; anything else is a bug and shows its trace.
    private static int say(Exception e) throws Exception {
        return switch (e) {
            case InvalidConfiguration invalid -> {
                int count = invalid.problems().size();
                System.err.println(
                        "The configuration has " + count + (count == 1 ? " error:" : " errors:"));
                invalid.problems().forEach(System.err::println);
                yield Exit.WRONG_USE;
            }
            case CannotStart cannot -> {
                System.err.println(cannot.getMessage());
                yield Exit.COULD_NOT;
            }
            default -> throw e;
        };
    }
}
