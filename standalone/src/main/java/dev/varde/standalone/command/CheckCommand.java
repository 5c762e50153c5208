package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Cause;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.InvalidConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Validates a configuration and shows where an example incident of each service would go.
@Command(
        name = "check",
        description = {
            "Validates a configuration: every error with its line and what to write instead.",
            "Shows where an example incident of each service would go, the mail it would be, and",
            "whether it would be restarted."
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration file.")
    private @Nullable Path file;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The same as FILE.")
    private @Nullable Path named;

    @Option(
            names = "--cause",
            paramLabel = "ID",
            defaultValue = "unhandled-exception",
            description = "The example's cause. Default: ${DEFAULT-VALUE}.")
    private String cause = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Spec private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InvalidConfiguration {
        Path path = file == null ? named : file;
        if (path == null) {
            throw wrongUse("Name the configuration file: varde check FILE");
        }
        Configuration configuration;
        try {
            configuration = CheckedFile.read(path, Chapter.all());
        } catch (InvalidConfiguration e) {
            if (!json) {
                throw e;
            }
            print(Map.of("valid", false, "problems", problems(e)));
            return Exit.WRONG_USE;
        }
        List<ExampleRoutes.Example> examples = ExampleRoutes.of(configuration, cause());
        if (json) {
            print(Map.of("valid", true, "examples", examples));
        } else {
            say(path, configuration, examples);
        }
        return Exit.FINE;
    }

    private Cause cause() {
        try {
            return new Cause(cause);
        } catch (IllegalArgumentException e) {
            throw wrongUse("--cause: " + e.getMessage());
        }
    }

    private ParameterException wrongUse(String message) {
        if (spec == null) {
            throw new IllegalStateException("called without picocli");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private static List<Map<String, Object>> problems(InvalidConfiguration e) {
        List<Map<String, Object>> problems = new ArrayList<>();
        for (InvalidConfiguration.Problem p : e.problems()) {
            problems.add(
                    Map.of(
                            "file",
                            p.file().toString(),
                            "line",
                            p.line(),
                            "key",
                            p.key(),
                            "what",
                            p.what(),
                            "remedy",
                            p.remedy()));
        }
        return problems;
    }

    private static void say(
            Path path, Configuration configuration, List<ExampleRoutes.Example> examples) {
        System.out.printf(
                "%s is valid: services %d, receivers %d, routes %d.%n",
                path,
                configuration.services().size(),
                configuration.receivers().size(),
                configuration.routes().size());
        quiet(configuration.routes(), "")
                .forEach(route ->
                        System.out.println(
                                "Note: route "
                                        + route
                                        + " keeps everything for the end of its quiet windows, also"
                                        + " what is critical."));
        for (ExampleRoutes.Example example : examples) {
            System.out.println(example.subject());
            if (example.goes().isEmpty()) {
                System.out.println("  goes to nobody: no route matches, or there is no receiver");
            }
            example.goes().forEach(line -> System.out.println("  " + line));
            System.out.println("  " + example.restart());
        }
    }

    /// The paths of routes that are quiet at times.
    private static List<String> quiet(List<Route> routes, String prefix) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            String path = prefix + (i + 1);
            if (!route.quiet().isEmpty()) {
                paths.add(path);
            }
            paths.addAll(quiet(route.routes(), path + "."));
        }
        return paths;
    }

    private static void print(Map<String, ?> value) throws IOException {
        System.out.println(
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }
}
