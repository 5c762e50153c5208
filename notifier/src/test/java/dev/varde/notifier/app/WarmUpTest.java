package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.webhook.WebhookChannel;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void oneMessageGoesAllTheWayToItself() {
        HttpClient client = WebhookChannel.client();

        assertThat(WarmUp.run(client, NOON)).isEqualTo(new Outcome.Delivered(204, "answered 204"));

        client.shutdownNow();
    }
}
