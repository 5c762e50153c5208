package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.SECRET;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Secret;
import dev.varde.notifier.HttpReceiver;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.webhook.body.Links;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChannelTest {
    private static final Caller CALLER = Caller.open();
    private static final Message OPENED =
            new Message(
                    Deliveries.id(incident("i").build().id(), 1, "webhook", "hook"),
                    "hook",
                    "incident.opened",
                    incident("i").build());

    @AfterAll
    static void closeCaller() {
        CALLER.close();
    }

    @Test
    void theSignatureIsWhatAReceiverComputes() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(200)) {
            channel(receiver.url(), SECRET, true).send(OPENED, NOON);

            HttpReceiver.Got got = receiver.got().getFirst();
            assertThat(got.header("webhook-id")).isEqualTo("i/1/webhook/hook").doesNotContain(".");
            assertThat(got.header("webhook-timestamp")).isEqualTo("" + NOON.getEpochSecond());
            assertThat(got.header("webhook-signature")).isEqualTo("v1," + expected(got));
            assertThat(got.header("content-type")).isEqualTo("application/json");
            assertThat(got.header("user-agent")).isEqualTo("Varde");
            assertThat(got.path()).isEqualTo("/hook");
        }
    }

    @Test
    void withoutASecretNothingIsSigned() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(200)) {
            channel(receiver.url(), null, true).send(OPENED, NOON);

            assertThat(receiver.got().getFirst().header("webhook-signature")).isEmpty();
            assertThat(receiver.got().getFirst().header("webhook-id")).isNotEmpty();
        }
    }

    @Test
    void everyAttemptCarriesTheSameId() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(500, 200)) {
            WebhookChannel channel = channel(receiver.url(), SECRET, true);

            Outcome first = channel.send(OPENED, NOON);
            Outcome second = channel.send(OPENED, NOON.plusSeconds(2));

            assertThat(first).isEqualTo(new Outcome.Temporary(500, "answered 500", null));
            assertThat(second).isEqualTo(new Outcome.Delivered(200, "answered 200"));
            assertThat(receiver.got())
                    .extracting(g -> g.header("webhook-id"))
                    .containsOnly("i/1/webhook/hook");
            assertThat(receiver.got().get(0).header("webhook-signature"))
                    .isNotEqualTo(receiver.got().get(1).header("webhook-signature"));
        }
    }

    @Test
    void whatTheReceiverAsksForIsPassedOn() throws Exception {
        HttpReceiver.Answer busy =
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    exchange.sendResponseHeaders(429, -1);
                    exchange.close();
                };
        try (HttpReceiver receiver = new HttpReceiver(busy)) {
            assertThat(channel(receiver.url(), SECRET, true).send(OPENED, NOON))
                    .isEqualTo(new Outcome.Temporary(429, "answered 429", Duration.ofSeconds(7)));
        }
    }

    @Test
    void aRedirectToTheMetadataAddressIsNotFollowed() throws Exception {
        HttpReceiver.Answer redirect =
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                };
        try (HttpReceiver receiver = new HttpReceiver(redirect)) {
            Outcome outcome = channel(receiver.url(), SECRET, true).send(OPENED, NOON);

            assertThat(outcome)
                    .isEqualTo(
                            new Outcome.Permanent(302, "answered 302; redirects are not followed"));
            assertThat(receiver.got()).hasSize(1);
        }
    }

    @Test
    void anEndlessAnswerIsCutOffAndItsStatusCounts() throws Exception {
        HttpReceiver.Answer endless =
                (exchange, _) -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] piece = new byte[8 * 1024];
                    while (!Thread.currentThread().isInterrupted()) {
                        exchange.getResponseBody().write(piece);
                    }
                };
        try (HttpReceiver receiver = new HttpReceiver(endless)) {
            assertThat(channel(receiver.url(), SECRET, true).send(OPENED, NOON))
                    .isEqualTo(new Outcome.Delivered(200, "answered 200"));
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsLeftAfterTheTimeLimit() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (TcpServer mute = new TcpServer((_, _) -> awaitQuietly(never))) {
            WebhookTarget target = target("http://127.0.0.1:" + mute.port() + "/", SECRET, true);
            WebhookChannel channel =
                    new WebhookChannel(CALLER, target, Links.NONE, Duration.ofMillis(300));

            assertThat(channel.send(OPENED, NOON))
                    .isEqualTo(new Outcome.Temporary(null, "no answer within 0.3 s", null));
            never.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/",
                "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
                        "http://192.168.1.1/",
                "http://172.16.0.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/",
                "http://[fe80::1]/", "http://[fd00::1]/", "http://2130706433/"
            })
    void withoutPermissionNoPrivateAddressIsReached(String url) {
        Outcome outcome = channel(url, SECRET, false).send(OPENED, NOON);

        assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
        assertThat(((Outcome.Permanent) outcome).reason()).contains("its host has");
    }

    @Test
    void noOutcomeRepeatsTheUrl() throws Exception {
        String hush = "http://no-such-host.invalid/hook?token=hush";
        String away = "http://127.0.0.1:" + TcpServer.closedPort() + "/hook?token=hush";

        for (String url : new String[] {hush, away}) {
            Outcome outcome = channel(url, SECRET, true).send(OPENED, NOON);
            assertThat(outcome).isInstanceOf(Outcome.Temporary.class);
            assertThat(outcome.toString()).doesNotContain("hush", "no-such-host", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hush",
                "ftp://hush/",
                "http:///hush",
                "http://me:hush@host/",
                "http://h ush/"
            })
    void aUrlThatIsNoneIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> channel(url, SECRET, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    private static String expected(HttpReceiver.Got got) throws Exception {
        byte[] key = Base64.getDecoder().decode(SECRET.reveal().substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed =
                got.header("webhook-id") + "." + got.header("webhook-timestamp") + "." + got.text();
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static WebhookChannel channel(String url, @Nullable Secret secret, boolean allow) {
        return new WebhookChannel(CALLER, target(url, secret, allow), Links.NONE);
    }

    private static WebhookTarget target(String url, @Nullable Secret secret, boolean allow) {
        return new WebhookTarget(new Secret(url), secret, Format.VARDE, allow);
    }
}
