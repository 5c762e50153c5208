package dev.varde.standalone.command;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord.ReplayDeliveries;
import dev.varde.events.config.Configuration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has failed deliveries tried again, under their own ids.
@Command(
        name = "replay",
        description = {
            "Tries failed deliveries again: all, or those that fit everything that is named.",
            "Enables a receiver that had answered that it wants no more (410), when it is named.",
            "What is over by now is left alone, unless --resolved."
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private Remark remark = new Remark();

    @Option(names = "--receiver", paramLabel = "NAME", description = "Only to this receiver.")
    private @Nullable String receiver;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was intended since then, such as 2026-11-01T02:00:00Z.")
    private @Nullable String since;

    @Option(names = "--incident", paramLabel = "ID", description = "Only about this incident.")
    private @Nullable String incident;

    @Option(names = "--resolved", description = "Also of incidents that are over by now.")
    private boolean resolved;

    @Parameters(
            paramLabel = "DELIVERY",
            arity = "0..*",
            description = "Only these deliveries, as 'varde deliveries' lists them.")
    private List<String> deliveries = List.of();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = kafka.options.configuration(Set.of());
        ReplayDeliveries word;
        try {
            word = word(configuration);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            System.err.println(e.getMessage());
            return Exit.WRONG_USE;
        }
        String servers = kafka.bootstrapServers(configuration);
        int failed = Ledger.all(d -> fits(word, d), servers).size();
        try (Speaker speaker = new Speaker(servers)) {
            speaker.say(word);
        }
        System.out.println(
                failed == 0
                        ? "Nothing that failed fits."
                        : failed
                                + " failed deliveries fit. The notifiers try them again, but for"
                                + " what is over by now; see varde deliveries.");
        return failed == 0 ? Exit.FOUND_SOMETHING : Exit.FINE;
    }

    private ReplayDeliveries word(Configuration configuration) {
        return new ReplayDeliveries(
                configuration.host().name(),
                remark.by(),
                Instant.now(),
                receiver,
                since == null ? null : Instant.parse(since),
                incident == null ? null : new IncidentId(incident),
                deliveries.stream().map(DeliveryId::new).toList(),
                resolved);
    }

    private static boolean fits(ReplayDeliveries word, Delivery d) {
        boolean dead =
                d.state() == Delivery.State.FAILED
                        || (d.state() == Delivery.State.UNKNOWN && d.due() == null);
        return dead
                && (word.receiver() == null || word.receiver().equals(d.receiver()))
                && (word.since() == null || !d.intended().isBefore(word.since()))
                && (word.incident() == null
                        || word.incident().equals(d.incident())
                        || d.also().contains(word.incident()))
                && (word.deliveries().isEmpty() || word.deliveries().contains(d.id()));
    }
}
