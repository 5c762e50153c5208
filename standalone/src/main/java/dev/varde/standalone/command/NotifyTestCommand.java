package dev.varde.standalone.command;

import dev.varde.events.Delivery;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends a marked test message to one receiver through the real path, and waits for what became of
/// it.
@Command(
        name = "notify-test",
        description = {
            "Sends a marked test message to a receiver by the real path.",
            "The running notifier sends it; what became of it is printed."
        })
final class NotifyTestCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "RECEIVER", description = "The receiver's name in the configuration.")
    private String receiver = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the outcome. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = kafka.options.configuration();
        if (kafka.options.file != null
                && configuration.receivers().stream().noneMatch(r -> r.name().equals(receiver))) {
            System.err.println(
                    "There is no receiver '"
                            + receiver
                            + "' in "
                            + kafka.options.file
                            + ". There "
                            + names(configuration));
            return Exit.WRONG_USE;
        }
        String servers = kafka.bootstrapServers(configuration);
        Instant now = Instant.now();
        OperatorWord word =
                new OperatorWord.TestReceiver(
                        receiver,
                        configuration.host().name(),
                        System.getProperty("user.name"),
                        now);
        try (Ledger ledger = Ledger.fromNow(servers);
                Speaker speaker = new Speaker(servers)) {
            speaker.say(word);
            return report(
                    ledger.await(
                            d ->
                                    d.type().equals("test")
                                            && d.receiver().equals(receiver)
                                            && !d.intended().isBefore(now.minusSeconds(1)),
                            Duration.ofSeconds(seconds)));
        }
    }

    private static String names(Configuration configuration) {
        return configuration.receivers().isEmpty()
                ? "are none."
                : "are: "
                        + String.join(
                                ", ",
                                configuration.receivers().stream()
                                        .map(Configuration.Receiver::name)
                                        .toList())
                        + ".";
    }

    private int report(Optional<Delivery> outcome) {
        if (outcome.isEmpty()) {
            System.err.println(
                    "No notifier answered within "
                            + seconds
                            + " s. Does one run, and does its configuration have the receiver '"
                            + receiver
                            + "'?");
            return Exit.COULD_NOT;
        }
        Delivery delivery = outcome.get();
        boolean delivered = delivery.state() == Delivery.State.DELIVERED;
        (delivered ? System.out : System.err)
                .println(
                        receiver
                                + ": "
                                + (delivered ? "delivered" : "not delivered")
                                + " by "
                                + delivery.channel()
                                + ": "
                                + delivery.reason());
        return delivered ? Exit.FINE : Exit.FOUND_SOMETHING;
    }
}
