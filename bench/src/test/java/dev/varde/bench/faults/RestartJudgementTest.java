package dev.varde.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The judge itself: what it is to find, it finds.
class RestartJudgementTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void oneOrderThatTheLedgerKnowsIsFine() {
        assertThat(judged(List.of(order("i/1", NOON)), "i/1")).isEmpty();
    }

    @Test
    void theSameTwiceTwoAtATimeAndWhatOnlyOneSideKnowsAreWrong() {
        assertThat(judged(List.of(order("i/1", NOON), order("i/1", NOON.plusSeconds(61))), "i/1"))
                .containsExactly("ordered twice: i/1");
        assertThat(
                        judged(
                                List.of(order("i/1", NOON), order("i/2", NOON.plusSeconds(59))),
                                "i/1",
                                "i/2"))
                .containsExactly("ordered while an earlier one holds: i/2");
        assertThat(judged(List.of(order("i/1", NOON))))
                .containsExactly("ordered, and the ledger does not know: i/1");
        assertThat(judged(List.of(), "i/1"))
                .containsExactly("the ledger says ordered, and there is no order: i/1");
    }

    private static List<String> judged(List<RestartOrder> orders, String... noted) {
        Map<String, Delivery> ledger = new java.util.HashMap<>();
        for (String id : noted) {
            ledger.put(id, entry(id));
        }
        return RestartJudgement.of(orders, ledger).wrong();
    }

    private static RestartOrder order(String id, Instant at) {
        return new RestartOrder(
                new OrderId(id),
                new HostName("web-1"),
                new ServiceName("shop"),
                new IncidentId("i"),
                1,
                at,
                at.plusSeconds(60),
                "varde");
    }

    private static Delivery entry(String id) {
        return new Delivery(
                new DeliveryId(id),
                new IncidentId("i"),
                1,
                "restart",
                "restart",
                "restart.ordered",
                Delivery.State.DELIVERED,
                "",
                NOON,
                null,
                List.of(),
                new OrderId(id),
                "shop@web-1");
    }
}
