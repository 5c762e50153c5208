package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The message broker did not answer and the program gave up.
final class BrokerUnreachable implements Rule {
    private static final Pattern DRIVER =
            Pattern.compile(
                    "(?i)/pika/|/kafka/|aiokafka|aio_pika|/amqp/|/stomp|/nats/|org\\.apache\\.kafka|com\\.rabbitmq|org\\.apache\\.activemq|io\\.nats|node_modules/(?:amqplib|amqp-connection-manager|kafkajs|nats|mqtt|stompit)/|/bunny-|/ruby-kafka|/php-amqplib/");

    @Override
    public Cause cause() {
        return Cause.BROKER_UNREACHABLE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .or(() -> byDriver(c))
                .map(w ->
                        w.finding(
                                "gave up because it could not reach its message broker", advice()));
    }

    /// That nobody answered, in a trace whose frames are those of a broker's driver.
    private Optional<OwnWords> byDriver(Case c) {
        return OwnWords.of(c, Cause.UPSTREAM_UNREACHABLE)
                .filter(w -> w.said().trace().filter(BrokerUnreachable::ofDriver).isPresent())
                .map(w -> new OwnWords(w.death(), cause(), w.said()));
    }

    private static boolean ofDriver(Trace trace) {
        return trace.refused() && trace.lines().stream().anyMatch(l -> Text.in(DRIVER, l.text()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See whether the broker is up and reachable",
                        List.of("ss -ltn"),
                        "Kafka names other addresses to its clients than they asked: "
                                + "advertised.listeners must be reachable from here too."),
                new Advice(
                        "Let the program wait for it",
                        List.of(),
                        "Trying again with growing pauses spares the next such death."));
    }
}
