package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.standalone.discovery.Discovery;
import dev.varde.standalone.discovery.Found;
import dev.varde.standalone.discovery.Proposal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says what could be watched on this host.
@Command(
        name = "discover",
        description = {
            "Says what listens on this host and which units people put there, and proposes a",
            "configuration: varde discover --yaml > varde.yaml"
        })
final class DiscoverCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--yaml", description = "Prints the proposed configuration alone.")
    private boolean yaml;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        List<Found> found = Discovery.look();
        if (yaml) {
            System.out.print(Proposal.of(found));
        } else if (json) {
            System.out.println(
                    new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    Map.of(
                                            "found",
                                            found.stream().map(DiscoverCommand::json).toList())));
        } else {
            say(found);
        }
        return Exit.FINE;
    }

    /// What was found and what to write.
    static void say(List<Found> found) {
        for (Found f : found) {
            System.out.printf(
                    "%-22s %s, %s, user %s%s%n",
                    f.port() == null ? f.unit() : "port " + f.port(),
                    plain(f.command()),
                    f.pid() == null ? "does not run" : "pid " + f.pid(),
                    f.user().isEmpty() ? "unknown" : plain(f.user()),
                    f.port() == null || f.unit() == null ? "" : ", unit " + plain(f.unit()));
        }
        System.out.println();
        System.out.print(Proposal.of(found));
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static Map<String, Object> json(Found f) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("port", f.port());
        json.put("pid", f.pid());
        json.put("command", f.command());
        json.put("user", f.user());
        json.put("unit", f.unit());
        json.put("logs", f.logs().stream().map(Path::toString).toList());
        json.put("speaks", f.answer().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return json;
    }
}
