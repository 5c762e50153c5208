package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.configuration;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.RestartOrder;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.Cast;
import dev.varde.notifier.Cluster;
import dev.varde.notifier.TestBroker;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Restarts with a real broker: notifiers that fall at each step, and two that share a service.
class RestartFaultsTest {
    private static final int PARTITIONS = 4;
    private static final int HOSTS = 10;
    private static final int AT_ONCE = 2;

    @TempDir Path brokerData;
    @TempDir Path data;
    @TempDir Path otherData;
    private TestBroker broker;
    private Cluster cluster;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestBroker(brokerData);
        TopicAdmin.ensure(broker.bootstrapServers(), PARTITIONS, 10_000);
        cluster = new Cluster(broker.bootstrapServers());
    }

    @AfterEach
    void stopBroker() {
        cluster.close();
        broker.close();
    }

    /// Claim and order are a write each: it falls before and after both.
    @Test
    void aNotifierThatFallsAtAnyStepOrdersOnce() throws Exception {
        for (int fallsAt = 1; fallsAt <= 4; fallsAt++) {
            String id = "falls-at-" + fallsAt;
            AtomicInteger left = new AtomicInteger(fallsAt);
            try (Notifier _ = started(data, fallingAfter(left))) {
                cluster.publish(down(fallsAt, id, 1));
                until(() -> assertThat(ordersOf(id)).hasSize(1));
                until(() -> assertThat(left.get()).isNotPositive());
                cluster.publish(well(fallsAt, id, 2));
                until(() -> assertThat(cluster.ledger()).containsKey(id + "/restart-ended"));
            }
            assertThat(ordersOf(id)).hasSize(1);
        }
    }

    @Test
    void twoNotifiersNeverRestartMoreThanTheShareAtOnce() throws Exception {
        try (Notifier _ = started(data, _ -> {});
                Notifier _ = started(otherData, _ -> {})) {
            for (int host = 0; host < HOSTS; host++) {
                cluster.publish(down(host, "i" + host, 1));
            }
            Set<String> healed = new HashSet<>();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> healedAll(healed));
        }
        assertThat(cluster.orders()).hasSize(HOSTS);
    }

    /// Heals what was ordered, once it has been seen that no more than the share is under way.
    private boolean healedAll(Set<String> healed) throws Unreadable {
        List<String> ordered =
                cluster.orders().stream().map(o -> String.valueOf(o.incident())).toList();
        assertThat(ordered).doesNotHaveDuplicates();
        assertThat(ordered.size() - healed.size()).isLessThanOrEqualTo(AT_ONCE);
        for (String id : ordered) {
            if (healed.add(id)) {
                cluster.publish(well(Integer.parseInt(id.substring(1)), id, 2));
            }
        }
        return healed.size() == HOSTS;
    }

    private static Incident down(int host, String id, int revision) {
        return builder(host, id).revision(revision, Change.OPENED, IncidentState.OPEN).build();
    }

    private static Incident well(int host, String id, int revision) {
        return builder(host, id)
                .revision(revision, Change.RESOLVED, IncidentState.RESOLVED)
                .recovered(Instant.now())
                .build();
    }

    private static Cast.IncidentBuilder builder(int host, String id) {
        return incident(id)
                .at(Instant.now())
                .host("web-" + host)
                .restartable()
                .cause(new Cause("cause-" + host))
                .around(HOSTS, null);
    }

    private static Consumer<Step> fallingAfter(AtomicInteger left) {
        return step -> {
            boolean restarts = step == Step.BEFORE_RESTART || step == Step.AFTER_RESTART;
            if (restarts && left.decrementAndGet() == 0) {
                throw new IllegalStateException("falls at " + step);
            }
        };
    }

    private List<RestartOrder> ordersOf(String id) throws Unreadable {
        return cluster.orders().stream()
                .filter(o -> o.incident() != null && o.incident().value().equals(id))
                .toList();
    }

    private Notifier started(Path where, Consumer<Step> steps) {
        Notifier notifier =
                Notifier.start(
                        configuration(List.of(), List.of()),
                        broker.bootstrapServers(),
                        where,
                        _ -> new Outcome.Delivered(250, "taken"),
                        steps);
        await().atMost(Duration.ofSeconds(60)).until(notifier::ready);
        return notifier;
    }

    private static void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }
}
