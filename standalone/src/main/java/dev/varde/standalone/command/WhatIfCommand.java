package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Incident;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.config.RouteTestReader;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.silence.Silences;
import dev.varde.standalone.rehearsal.Difference;
import dev.varde.standalone.rehearsal.Preview;
import dev.varde.standalone.rehearsal.Rehearsed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tries new routes on the incidents of the last 30 days.
@Command(
        name = "what-if",
        description = {
            "Tries the routes of a new configuration on the incidents of the last 30 days of a"
                    + " running",
            "Varde: who would have been told and was not, and the other way round. With -c it is"
                    + " held",
            "against the routes of that configuration, without it against what the ledger says.",
            "Silences hide then what they hid."
        })
final class WhatIfCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "FILE", description = "The new configuration.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Configuration next = ConfigurationReader.read(file, System.getenv(), RouteTestReader.NEEDS);
        Configuration current = kafka.options.configuration(RouteTestReader.NEEDS);
        String servers = kafka.bootstrapServers(current);
        PastIncidents past = PastIncidents.since(Instant.now().minus(Preview.BACK), servers);
        past.readLedger();
        List<Difference> differences =
                differences(
                        past,
                        PastIncidents.silences(servers),
                        Router.of(next),
                        kafka.options.file == null ? null : Router.of(current));
        if (json) {
            print(past.all().size(), differences);
        } else {
            say(past.all().size(), differences);
        }
        return differences.isEmpty() ? Exit.FINE : Exit.FOUND_SOMETHING;
    }

    /// @param current null to go by what was really told
    private static List<Difference> differences(
            PastIncidents past, Silences silences, Router next, @Nullable Router current) {
        return past.all().stream()
                .flatMap(i -> {
                    Rehearsed after = Rehearsed.whole(next, i, silences);
                    return (current == null
                                    ? Difference.fromFact(i, after, past.told(i.id()))
                                    : Difference.fromRoutes(
                                            i, after, Rehearsed.whole(current, i, silences)))
                            .stream();
                })
                .toList();
    }

    private static void say(int incidents, List<Difference> differences) {
        Incident last = null;
        for (Difference d : differences) {
            Incident i = d.incident();
            if (!i.equals(last)) {
                System.out.printf(
                        "%s  %s, %s (%s)%n",
                        i.times().opened(),
                        Plain.line(i.subject()),
                        i.cause(),
                        Plain.line(i.id().value()));
                last = i;
            }
            System.out.printf(
                    "    %s %s: %s%n",
                    d.isNew() ? "+" : "-", Plain.line(d.receiver()), Plain.line(d.reason()));
        }
        long more = differences.stream().filter(Difference::isNew).count();
        System.out.printf(
                "%d incidents of the last 30 days: told to %d more receivers (+) and to %d fewer"
                        + " (-).%n",
                incidents, more, differences.size() - more);
    }

    private static void print(int incidents, List<Difference> differences) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("incidents", incidents);
        root.putArray("differences");
        for (Difference d : differences) {
            root.withArray("differences")
                    .addObject()
                    .put("incident", d.incident().id().value())
                    .put("subject", d.incident().subject())
                    .put("cause", d.incident().cause().id())
                    .put("opened", d.incident().times().opened().toString())
                    .put("receiver", d.receiver())
                    .put("told", d.isNew())
                    .put("reason", d.reason());
        }
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }
}
