package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.console.view.DeliveryQuery;
import dev.varde.events.Delivery;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.standalone.report.DeliveryText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists what the notifier's ledger says of each message, or shows one with all its attempts.
@Command(
        name = "deliveries",
        description = {
            "Lists what was sent, held back or failed, to whom and why, the newest first.",
            "With an ID: one message with all its attempts."
        })
final class DeliveriesCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 5;

    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "A delivery's id, or enough of its beginning.")
    private @Nullable String id;

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description = "Those about one incident; the beginning of its id is enough.")
    private @Nullable String incident;

    @Option(names = "--receiver", paramLabel = "NAME", description = "Those to one receiver.")
    private @Nullable String receiver;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description =
                    "intended, retrying, delivered, failed, held-back, superseded or unknown.")
    private @Nullable String state;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "How long ago, such as 2h, or when, such as 2026-11-01T02:00:00Z.")
    private @Nullable String since;

    @Option(names = "--failed", description = "Those that failed, may have failed, or fail now.")
    private boolean failed;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "The most that are listed. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        DeliveryQuery query;
        try {
            query = DeliveryQuery.read(incident, receiver, state, since, failed, Instant.now());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return Exit.WRONG_USE;
        }
        List<Delivery> found = Ledger.all(query, kafka.bootstrapServers());
        String beginning = id;
        return beginning == null ? list(found) : show(one(beginning, found));
    }

    private int list(List<Delivery> found) throws IOException {
        List<Delivery> shown = found.stream().limit(Math.max(1, limit)).toList();
        if (json) {
            ObjectNode root = Codec.mapper().createObjectNode();
            root.set("deliveries", Codec.mapper().valueToTree(shown));
            print(root);
            return Exit.FINE;
        }
        if (shown.isEmpty()) {
            System.out.println("The ledger has nothing that fits.");
        }
        shown.forEach(d -> DeliveryText.row(d).forEach(System.out::println));
        if (found.size() > shown.size()) {
            int more = found.size() - shown.size();
            System.out.println(more + " older ones are not listed; --limit lists more.");
        }
        return Exit.FINE;
    }

    private int show(Delivery delivery) throws IOException {
        if (json) {
            print(Codec.mapper().valueToTree(delivery));
        } else {
            DeliveryText.whole(delivery).forEach(System.out::println);
        }
        return Exit.FINE;
    }

    private static void print(com.fasterxml.jackson.databind.JsonNode node) throws IOException {
        System.out.println(
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node));
    }

    private static Delivery one(String beginning, List<Delivery> all) throws CannotStart {
        List<Delivery> found =
                all.stream().filter(d -> d.id().value().startsWith(beginning)).toList();
        List<Delivery> exact =
                found.stream().filter(d -> d.id().value().equals(beginning)).toList();
        if (exact.size() == 1 || found.size() == 1) {
            return exact.isEmpty() ? found.getFirst() : exact.getFirst();
        }
        if (found.isEmpty()) {
            throw new CannotStart(
                    "No delivery begins with '"
                            + Plain.line(beginning)
                            + "'. varde deliveries lists them.");
        }
        throw new CannotStart(
                found.size()
                        + " deliveries begin so, such as "
                        + String.join(
                                ", ",
                                found.stream()
                                        .limit(MOST_NAMED)
                                        .map(d -> Plain.line(d.id().value()))
                                        .toList())
                        + ".");
    }
}
