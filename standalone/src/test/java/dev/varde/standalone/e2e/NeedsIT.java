package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.RestartOrder;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backend dies since its real PostgreSQL is away: it is restarted once that is back, not before.
class NeedsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path directory;
    private final Codec codec = new Codec();

    @Test
    void whatNeedsADatabaseIsRestartedOnceItIsBack() throws Exception {
        try (Postgres postgres = Postgres.install().start();
                World world = new World(directory);
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            Backend web = world.backend("web", postgres.port, null).needs("postgres");
            world.service(postgres.yaml());
            web.start().awaitHealthy();
            try (VardeProcess varde = up(world.configuration(broker.bootstrapServers()));
                    TopicLog incidents = log(broker, Topics.INCIDENTS);
                    TopicLog deliveries = log(broker, Topics.DELIVERIES);
                    TopicLog commands = log(broker, Topics.COMMANDS)) {
                postgres.stop();
                world.hooks.await("postgres: opened", h -> h.about("postgres"));
                long dead = web.pid();
                web.crash("query");
                Awaitility.await("web's restart waits")
                        .atMost(PATIENCE)
                        .until(() ->
                                restarts(deliveries).stream()
                                        .anyMatch(d ->
                                                d.reason()
                                                        .contains("needs and is down: postgres")));
                assertThat(orders(commands)).isEmpty();
                assertThat(web.pid()).isEqualTo(dead);

                Instant back = Instant.now();
                postgres.start();

                Awaitility.await("web is over")
                        .atMost(PATIENCE)
                        .until(() ->
                                about(incidents, "web").stream()
                                        .anyMatch(i -> i.state() == IncidentState.RESOLVED));
                web.awaitHealthy();
                Incident over = about(incidents, "web").getLast();
                assertThat(over.cause().id()).isEqualTo("database-unreachable");
                assertThat(over.restarts()).hasSize(1);
                assertThat(orders(commands)).hasSize(1);
                assertThat(orders(commands).getFirst().issued())
                        .as("it had its time to heal by itself")
                        .isAfter(back.plusSeconds(9));
                assertThat(about(incidents, "postgres").getLast().restarts()).isEmpty();
                assertThat(varde.alive()).isTrue();
            }
        }
    }

    private static VardeProcess up(Path configuration) throws Exception {
        return VardeProcess.start(
                        directory.resolve("up.log"),
                        "up",
                        "-c",
                        configuration.toString(),
                        "--data",
                        directory.resolve("data").toString(),
                        "--port",
                        "0")
                .ready();
    }

    private static TopicLog log(EmbeddedBroker broker, String topic) {
        return new TopicLog(broker.bootstrapServers(), topic);
    }

    private List<Incident> about(TopicLog incidents, String service) throws Exception {
        List<Incident> about = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : incidents.records()) {
            Incident i = codec.readIncident(r.value());
            if (i.service() != null && i.service().value().equals(service)) {
                about.add(i);
            }
        }
        return about;
    }

    private List<Delivery> restarts(TopicLog deliveries) throws Exception {
        List<Delivery> restarts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : deliveries.records()) {
            Delivery d = codec.readDelivery(r.value());
            if (d.channel().equals("restart") && d.subject().equals("web@web-1")) {
                restarts.add(d);
            }
        }
        return restarts;
    }

    private List<RestartOrder> orders(TopicLog commands) throws Exception {
        List<RestartOrder> orders = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : commands.records()) {
            orders.add(codec.readOrder(r.value()));
        }
        return orders;
    }
}
