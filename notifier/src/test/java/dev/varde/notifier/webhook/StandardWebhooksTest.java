package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Reach;
import dev.varde.events.config.Secret;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import dev.varde.notifier.unruly.UnrulyReceiver.Got;
import dev.varde.notifier.webhook.body.Links;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is sent, verified by the library that receivers use. It compares the timestamp with its own
/// clock.
class StandardWebhooksTest {
    private static final Secret OTHER = new Secret("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormatVerifies(Format format) throws Exception {
        Got got = sent(format, List.of(SECRET));

        assertThatCode(() -> verify(SECRET, got)).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(OTHER, got))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whileASecretIsReplacedBothVerify() throws Exception {
        Got got = sent(Format.VARDE, List.of(OTHER, SECRET));

        assertThat(got.header("webhook-signature"))
                .matches("v1,[A-Za-z0-9+/=]{44} v1,[A-Za-z0-9+/=]{44}");
        assertThatCode(() -> verify(SECRET, got)).doesNotThrowAnyException();
        assertThatCode(() -> verify(OTHER, got)).doesNotThrowAnyException();
    }

    @Test
    void theStandardsOwnExampleIsSignedAsItSays() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(
                        new Signature(List.of(SECRET))
                                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static Got sent(Format format, List<Secret> secrets) throws Exception {
        try (UnrulyReceiver receiver = UnrulyReceiver.always(Manner.TAKES);
                Caller caller = Caller.open()) {
            WebhookTarget target =
                    new WebhookTarget(
                            new Secret("http://127.0.0.1:" + receiver.port() + "/"),
                            secrets,
                            format,
                            Reach.INSIDE,
                            Map.of(),
                            Hooks.ROUTING_KEY,
                            Hooks.template());
            new WebhookChannel(caller, target, Links.NONE).send(Hooks.OPENED, Instant.now());
            return receiver.got().getFirst();
        }
    }

    private static void verify(Secret secret, Got got) throws WebhookVerificationException {
        Map<String, List<String>> headers =
                got.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        new Webhook(secret.reveal()).verify(got.text(), headers);
    }
}
