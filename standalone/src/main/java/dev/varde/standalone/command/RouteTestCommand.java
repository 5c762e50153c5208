package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.config.InvalidConfiguration;
import dev.varde.events.config.RouteTestReader;
import dev.varde.events.config.RouteTests;
import dev.varde.notifier.routing.Router;
import dev.varde.standalone.rehearsal.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tries routes against what somebody expects of them.
@Command(
        name = "route-test",
        description = {
            "Tries the routes of a configuration on incidents of a file, and says which were told"
                    + " as",
            "expected. Needs no running Varde and no secrets."
        })
final class RouteTestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What is expected: configuration and tests.")
    private Path file = Path.of("");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Another configuration than the one that FILE names.")
    private @Nullable Path configuration;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Override
    public Integer call() throws IOException, InvalidConfiguration {
        RouteTests read = RouteTestReader.read(file, configuration, System.getenv());
        Router router = Router.of(read.configuration());
        Instant now = Instant.now();
        List<Verdict> verdicts =
                read.tests().stream().map(t -> Verdict.of(t, router, now)).toList();
        if (json) {
            print(verdicts);
        } else {
            say(verdicts);
        }
        return verdicts.stream().allMatch(Verdict::holds) ? Exit.FINE : Exit.FOUND_SOMETHING;
    }

    private void say(List<Verdict> verdicts) {
        for (Verdict v : verdicts) {
            System.out.printf(
                    "%-6s %s%n", v.holds() ? "ok" : "FAILED", Plain.line(v.test().name()));
            v.faults()
                    .forEach(fault ->
                            System.out.printf(
                                    "       %s:%d: %s%n",
                                    file, v.test().line(), Plain.line(fault)));
        }
        long failed = verdicts.stream().filter(v -> !v.holds()).count();
        System.out.printf("%d tests, %d failed.%n", verdicts.size(), failed);
    }

    private static void print(List<Verdict> verdicts) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("failed", verdicts.stream().filter(v -> !v.holds()).count());
        for (Verdict v : verdicts) {
            ObjectNode test =
                    root.withArray("tests")
                            .addObject()
                            .put("name", v.test().name())
                            .put("line", v.test().line())
                            .put("ok", v.holds());
            v.faults().forEach(test.putArray("faults")::add);
            test.set("told", mapper.valueToTree(v.rehearsed().told()));
            test.set("held", mapper.valueToTree(v.rehearsed().held()));
            test.set("later", mapper.valueToTree(v.rehearsed().later()));
        }
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }
}
