package dev.varde.standalone.command;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.InstanceId;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderFact;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderFact.ThreadDumpTaken;
import dev.varde.events.OrderId;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Has an instance restarted now.
@Command(
        name = "restart",
        description = {
            "Has a service on a host restarted now, whatever its budget says, by the action in its",
            "collector's configuration, and says what became of it. Or, with --approve, lets Varde",
            "restart what it has stopped restarting for a whole service."
        })
final class RestartCommand implements Callable<Integer> {
    /// How the notifier's orders that people gave begin.
    private static final String BY_PEOPLE = "now-";

    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);

    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Mixin private Remark remark = new Remark();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the collector. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Spec private @Nullable CommandSpec spec;

    private final Codec codec = new Codec();

    /// One instance, or what is approved.
    static final class What {
        @Parameters(
                index = "0",
                paramLabel = "SERVICE@HOST",
                description = "A service on a host, as its collector names both.")
        private @Nullable String instance;

        @Option(
                names = "--approve",
                paramLabel = "SERVICE|ID",
                description = {
                    "The service whose restarts are stopped, or the beginning of an incident's id",
                    "for it and those under it. Holds for an hour."
                })
        private @Nullable String approved;
    }

    @Override
    public Integer call() throws Exception {
        if (what.approved != null) {
            return approve(what.approved);
        }
        InstanceId id = OneInstance.id(what.instance + "", spec);
        String servers = kafka.bootstrapServers();
        try (Incidents incidents = Incidents.read(servers);
                Ledger ledger = Ledger.fromNow(servers);
                TopicReader events = TopicReader.fromNow(servers, Topics.EVENTS);
                Speaker speaker = new Speaker(servers)) {
            Instant now = Instant.now();
            speaker.say(
                    new OperatorWord.RestartNow(
                            id.service(), id.host(), open(incidents, id), remark.by(), now));
            Optional<Delivery> order =
                    ledger.await(
                            d -> isOrder(d, id) && !d.intended().isBefore(now.minusSeconds(1)),
                            TAKEN_WITHIN);
            return order.isEmpty() ? nobody() : follow(order.get(), id, events);
        }
    }

    private int approve(String text) throws Exception {
        Configuration configuration = kafka.options.configuration(Set.of());
        String servers = kafka.bootstrapServers(configuration);
        try (Incidents incidents = Incidents.read(servers);
                Speaker speaker = new Speaker(servers)) {
            Approval approval = Approval.of(text, incidents);
            speaker.say(approval.word(configuration.host().name(), remark.by(), Instant.now()));
            System.out.println(approval.said());
        }
        return Exit.FINE;
    }

    private static @Nullable IncidentId open(Incidents incidents, InstanceId id) {
        return incidents.all().stream()
                .filter(i -> i.subject().equals(id.toString()) && !i.closed())
                .map(Incident::id)
                .findFirst()
                .orElse(null);
    }

    private static boolean isOrder(Delivery d, InstanceId id) {
        return d.order() != null
                && d.order().value().startsWith(BY_PEOPLE)
                && d.subject().equals(id.toString());
    }

    private static int nobody() {
        System.err.println(
                "The word is said, and no notifier has taken it within "
                        + TAKEN_WITHIN.toSeconds()
                        + " s. Does one run?");
        return Exit.COULD_NOT;
    }

    private int follow(Delivery delivery, InstanceId id, TopicReader events) {
        OrderId order = delivery.order();
        if (delivery.state() != Delivery.State.DELIVERED || order == null) {
            System.err.println(id + ": not ordered: " + Plain.line(delivery.reason()));
            return Exit.FOUND_SOMETHING;
        }
        Optional<OrderFact> answer =
                events.await(r -> answer(r, order), Duration.ofSeconds(seconds));
        if (answer.isEmpty()) {
            System.err.println(
                    "The restart is ordered, and no collector has answered within "
                            + seconds
                            + " s. Does one run on "
                            + id.host()
                            + ", and does it have a service "
                            + id.service()
                            + "?");
            return Exit.COULD_NOT;
        }
        return said(answer.get(), id);
    }

    /// The end of the order; its beginning is only worth a line.
    private Optional<OrderFact> answer(ConsumerRecord<byte[], byte[]> record, OrderId order) {
        try {
            return record.value() != null
                            && codec.readEvent(record.value()).fact() instanceof OrderFact fact
                            && fact.order().equals(order)
                    ? ended(fact)
                    : Optional.empty();
        } catch (Unreadable _) {
            return Optional.empty(); // the processor reports it; here it is only not the one
        }
    }

    private static Optional<OrderFact> ended(OrderFact fact) {
        return switch (fact) {
            case OrderStarted s -> {
                System.out.println("The collector begins: " + Plain.line(s.action()));
                yield Optional.empty();
            }
            case ThreadDumpTaken d -> {
                System.out.println(
                        "It looked at the threads of process " + d.pid() + " by " + d.by() + ".");
                yield Optional.empty();
            }
            case OrderCarriedOut _, OrderRefused _ -> Optional.of(fact);
        };
    }

    private static int said(OrderFact answer, InstanceId id) {
        return switch (answer) {
            case OrderCarriedOut(
                            _,
                            _,
                            int code,
                            String output,
                            Duration took,
                            Integer before,
                            Integer after) -> {
                boolean well = code == 0;
                (well ? System.out : System.err)
                        .println(
                                id
                                        + ": carried out in "
                                        + Wording.duration(took)
                                        + pids(before, after)
                                        + ", exit code "
                                        + code
                                        + (output.isBlank() ? "" : ": " + Plain.line(output))
                                        + (well
                                                ? ". varde incidents shows whether it is well."
                                                : ""));
                yield well ? Exit.FINE : Exit.FOUND_SOMETHING;
            }
            case OrderRefused(_, _, String reason) -> {
                System.err.println(id + ": refused: " + Plain.line(reason));
                yield Exit.FOUND_SOMETHING;
            }
            case OrderStarted _, ThreadDumpTaken _ ->
                    throw new IllegalStateException("the end of an order is no beginning");
        };
    }

    private static String pids(@Nullable Integer before, @Nullable Integer after) {
        return before == null && after == null
                ? ""
                : ", process %s → %s"
                        .formatted(
                                before == null ? "none" : before, after == null ? "none" : after);
    }
}
