package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Reach;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import dev.varde.notifier.webhook.body.Links;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every format against every way in which a receiver can misbehave.
class MisbehaviourTest {
    private static final Caller CALLER = Caller.open();
    private static final Duration TOTAL = Duration.ofMillis(250);

    /// An attempt takes its time, and on a busy machine its thread waits for a processor.
    private static final Duration BOUND = Duration.ofSeconds(10);

    @AfterAll
    static void close() {
        CALLER.close();
    }

    static Stream<Arguments> all() {
        return Arrays.stream(Format.values())
                .flatMap(f -> Arrays.stream(Manner.values()).map(m -> Arguments.of(f, m)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachAttemptEndsInTimeWithTheRightOutcomeUnderTheSameId(Format format, Manner manner)
            throws Exception {
        try (UnrulyReceiver receiver = UnrulyReceiver.always(manner)) {
            WebhookChannel channel = channel(receiver, format);

            long began = System.nanoTime();
            Outcome first = channel.send(Hooks.OPENED, NOON);
            Outcome second = channel.send(Hooks.OPENED, NOON);
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(first).isExactlyInstanceOf(expected(manner)).isEqualTo(second);
            assertThat(took).isLessThan(BOUND);
            assertThat(receiver.got())
                    .allSatisfy(
                            g -> assertThat(g.header("webhook-id")).isEqualTo("i/1/webhook/hook"));
            assertThat(first.toString())
                    .doesNotContainIgnoringCase("hemmelig")
                    .doesNotContain("127.0.0.1", "/hook", "xxx");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDLESS_BODY", "ENDLESS_HEADERS", "TRICKLES", "SLOW_HEADERS"})
    void whatDoesNotEndIsHungUpAndNotGathered(Manner manner) throws Exception {
        try (UnrulyReceiver receiver = UnrulyReceiver.always(manner)) {
            channel(receiver, Format.VARDE).send(Hooks.OPENED, NOON);

            await().atMost(BOUND).until(() -> !receiver.connected());
            // The system's own buffers on both sides take some of it.
            assertThat(receiver.written()).isLessThan(16 << 20);
        }
    }

    @Test
    void aReceiverThatBehavesKeepsItsConnection() throws Exception {
        try (UnrulyReceiver receiver = UnrulyReceiver.always(Manner.TAKES)) {
            WebhookChannel channel = channel(receiver, Format.VARDE, BOUND);

            for (int i = 0; i < 20; i++) {
                assertThat(channel.send(Hooks.OPENED, NOON)).isInstanceOf(Outcome.Delivered.class);
            }

            assertThat(receiver.got()).hasSize(20);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void afterMisbehaviourTheNextMessageArrives() throws Exception {
        Manner[] bad = Manner.values();
        try (UnrulyReceiver receiver =
                new UnrulyReceiver(n -> n % 2 == 1 ? bad[n / 2 % bad.length] : Manner.TAKES)) {
            WebhookChannel channel = channel(receiver, Format.VARDE, Duration.ofSeconds(1));

            for (Manner _ : bad) {
                channel.send(Hooks.OPENED, NOON);
                await().atMost(BOUND)
                        .until(() -> channel.send(Hooks.OPENED, NOON) instanceof Outcome.Delivered);
            }

            assertThat(receiver.got()).hasSizeGreaterThanOrEqualTo(bad.length);
        }
    }

    private static Class<? extends Outcome> expected(Manner manner) {
        return switch (manner) {
            case TAKES, DROPS_IN_BODY, ENDLESS_BODY, TRICKLES -> Outcome.Delivered.class;
            case REFUSES, LEADS_INSIDE, LEADS_ROUND -> Outcome.Permanent.class;
            case GONE -> Outcome.Permanent.class;
            case DROPS_AT_ONCE,
                    DROPS_MIDWAY,
                    DROPS_UNANSWERED,
                    DROPS_IN_ANSWER,
                    RESETS,
                    BUSY,
                    BUSY_UNTIL,
                    FAILS,
                    SLOW_HEADERS,
                    ENDLESS_HEADERS,
                    NEVER_ANSWERS,
                    NEVER_READS,
                    TALKS_NONSENSE ->
                    Outcome.Temporary.class;
        };
    }

    private static WebhookChannel channel(UnrulyReceiver receiver, Format format) {
        return channel(receiver, format, TOTAL);
    }

    private static WebhookChannel channel(UnrulyReceiver receiver, Format format, Duration total) {
        String url = "http://127.0.0.1:" + receiver.port() + "/hook/hemmelig?token=hemmelig";
        return new WebhookChannel(
                CALLER, Hooks.target(url, format, Reach.INSIDE), Links.NONE, total);
    }
}
