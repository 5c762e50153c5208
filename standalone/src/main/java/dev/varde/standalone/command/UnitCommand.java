package dev.varde.standalone.command;

import dev.varde.collector.redact.Redactor;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.start.CannotStart;
import dev.varde.standalone.doctor.RunningProgram;
import dev.varde.standalone.unit.LogrotateFile;
import dev.varde.standalone.unit.Program;
import dev.varde.standalone.unit.UnitFile;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints a systemd unit and a logrotate file for a service.
@Command(
        name = "unit",
        description = {
            "Prints a hardened systemd unit and a logrotate file for a service, made from how it runs",
            "now or from its present unit. Secrets of its command line and the values of its",
            "environment are left out. Nothing is written or changed."
        })
final class UnitCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SERVICE",
            description =
                    "A configured service, a word of a command line (uvicorn), a port (:8000), a pid"
                            + " or a unit.")
    private String service = "";

    @Mixin private RunOptions options = new RunOptions();

    @ArgGroup private Only only = new Only();

    /// Which of the two files.
    static final class Only {
        @Option(names = "--unit-only", description = "Prints the unit alone.")
        boolean unit;

        @Option(names = "--logrotate-only", description = "Prints the logrotate file alone.")
        boolean logrotate;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.configuration(Set.of(Chapter.SERVICES));
        Program program =
                RunningProgram.of(service, configuration)
                        .orElseThrow(() ->
                                new CannotStart(
                                        "Nothing here is found by '"
                                                + Plain.line(service)
                                                + "', and there is no such unit. Start it, or name it"
                                                + " by port (:8000), pid or unit; varde discover lists"
                                                + " what runs."));
        if (!only.logrotate) {
            print(
                    "systemd/system/" + program.name() + ".service",
                    UnitFile.of(program, Redactor.of(configuration.redaction())));
        }
        if (!only.unit && !only.logrotate) {
            System.out.println();
        }
        if (!only.unit) {
            print("logrotate.d/" + program.name(), LogrotateFile.of(program));
        }
        return Exit.FINE;
    }

    private static void print(String file, String text) {
        System.out.println(
                "# /etc/" + file + ", proposed by varde unit; read it before you use it.");
        System.out.print(text);
    }
}
