package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the ledger's 200,000 deliveries of 90 days leave in memory.
class LedgerMemoryTest {
    private static final int INCIDENTS = 50_000;
    private static final long MOST = 64L << 20;

    @Test
    void whatHasEndedTakesLittle() {
        LedgerState state = new LedgerState();
        long before = used();

        for (int n = 0; n < INCIDENTS; n++) {
            for (String type : List.of("incident.opened", "incident.resolved")) {
                for (State end : List.of(State.INTENDED, State.DELIVERED)) {
                    state.apply(delivery(n, type, end, "ops"), n % 12);
                    state.apply(delivery(n, type, end, "hook"), n % 12);
                }
            }
        }

        long after = used() - before;
        System.out.printf(
                "%,d deliveries that ended leave %.1f MiB in memory%n",
                INCIDENTS * 4, after / 1024.0 / 1024.0);
        assertThat(state.open(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))).isEmpty();
        assertThat(after).isLessThan(MOST);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Delivery delivery(int n, String type, State state, String receiver) {
        IncidentId incident = new IncidentId("0198c5a1-aaaa-7000-8000-" + (100_000_000 + n));
        int revision = type.endsWith("opened") ? 1 : 4;
        Instant at = NOON.plusSeconds(n);
        return new Delivery(
                Deliveries.id(incident, revision, "webhook", receiver),
                incident,
                revision,
                receiver,
                "webhook",
                type,
                state,
                "route 1 matched",
                at,
                null,
                state == State.INTENDED
                        ? List.of()
                        : List.of(new Attempt(at, true, 200, 3, "answered 200")),
                null,
                "[critical] kontali-backend on web-1 was killed by the kernel: out of memory");
    }
}
