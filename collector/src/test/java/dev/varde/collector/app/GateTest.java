package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Sighting;
import dev.varde.collector.probe.Configured;
import dev.varde.collector.probe.Seen;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final ServiceName REDIS = new ServiceName("redis");
    private static final ProcessMissing MISSING = new ProcessMissing("port 6379");

    private final Seen seen = new Seen();
    private final Gate gate = new Gate(seen, List.of(Configured.KONTALI));

    private static Sighting sighting(@Nullable ServiceName service, Fact fact) {
        return new Sighting(new EventId("id"), Instant.EPOCH, service, fact);
    }

    @Test
    void nothingPassesOfAServiceThatIsNotWatchedAndItsSourceMovesOn() {
        AtomicInteger acknowledged = new AtomicInteger();
        gate.put(
                new Sighting(
                        new EventId("id"),
                        Instant.EPOCH,
                        REDIS,
                        MISSING,
                        acknowledged::incrementAndGet));
        gate.put(sighting(Configured.KONTALI, MISSING));

        assertThat(seen.all()).extracting(Sighting::service).containsExactly(Configured.KONTALI);
        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void theBorderIsSaidAfterTheOldAndBeforeTheNew() {
        CollectorStopped border = new CollectorStopped("border");
        gate.put(sighting(Configured.KONTALI, MISSING));
        gate.admit(List.of(REDIS), List.of(sighting(null, border)));
        gate.put(sighting(Configured.KONTALI, MISSING));
        gate.put(sighting(REDIS, MISSING));

        assertThat(seen.all()).extracting(Sighting::fact).containsExactly(MISSING, border, MISSING);
        assertThat(seen.all().getLast().service()).isEqualTo(REDIS);
    }

    @Test
    void whatBecameOfAnOrderPassesAlways() {
        OrderRefused refused =
                new OrderRefused(new OrderId("o"), new IncidentId("i"), "no service redis");
        gate.put(sighting(REDIS, refused));

        assertThat(seen.facts(OrderRefused.class)).containsExactly(refused);
    }

    @Test
    void aBlindSpotIsToldOnceAndItsCureOnce() {
        BlindSpot kmsg = new BlindSpot("kmsg", "permission denied", "give it CAP_SYSLOG");
        gate.put(sighting(null, new BlindSpotCured("kmsg")));
        gate.put(sighting(null, kmsg));
        gate.put(sighting(null, kmsg));
        assertThat(gate.blindSpots()).containsExactly("kmsg");

        gate.put(sighting(null, new BlindSpotCured("kmsg")));
        gate.put(sighting(null, new BlindSpotCured("kmsg")));

        assertThat(seen.facts(BlindSpot.class)).hasSize(1);
        assertThat(seen.facts(BlindSpotCured.class)).hasSize(1);
        assertThat(gate.blindSpots()).isEmpty();
    }
}
