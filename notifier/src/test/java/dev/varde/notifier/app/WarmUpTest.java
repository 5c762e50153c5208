package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.webhook.Caller;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void oneMessageGoesAllTheWayToItself() {
        try (Caller caller = Caller.open()) {
            assertThat(WarmUp.run(caller, NOON))
                    .isEqualTo(new Outcome.Delivered(204, "answered 204"));
        }
    }

    @Test
    void aTlsConnectionIsBegunWithOneWhoKnowsNone() {
        try (Caller caller = Caller.open()) {
            assertThat(WarmUp.runTls(caller, NOON))
                    .isEqualTo(
                            new Outcome.Temporary(null, "no trusted TLS connection to it", null));
        }
    }
}
