package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.standalone.doctor.Examination;
import dev.varde.standalone.doctor.Examination.Report;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks at this host now, without Kafka.
@Command(
        name = "doctor",
        description = {
            "Looks at this host and a service on it now, within about a second and without Kafka:",
            "whether it runs and answers, its port, log, memory and limits, its unit, what it needs,",
            "the host, the kernel; then what would make it safer, as commands to copy.",
            "Exit status 1 when something should be mended."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Set<Chapter> NEEDS =
            Set.of(Chapter.SERVICES, Chapter.RED_FLAGS, Chapter.ORDERS);

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = {
                "A configured service, a word of a command line (uvicorn), a port (:8000), a pid or"
                        + " a unit.",
                "Without it: the host and every configured service, or what listens here."
            })
    private @Nullable String service;

    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.configuration(NEEDS);
        Report report = Examination.of(service, configuration);
        if (json) {
            print(DoctorJson.of(report, configuration.host().name()));
        } else {
            DoctorPage.print(
                    report, service, configuration.host().name(), System.out, Paint.here());
        }
        return report.foundSomething() ? Exit.FOUND_SOMETHING : Exit.FINE;
    }

    private static void print(Object json) throws IOException {
        System.out.println(
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }
}
