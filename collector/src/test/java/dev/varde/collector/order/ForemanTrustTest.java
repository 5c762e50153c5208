package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.KEY;
import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static dev.varde.collector.order.Cast.REDIS;
import static dev.varde.collector.order.Cast.order;
import static dev.varde.collector.order.Cast.service;
import static dev.varde.collector.order.Cast.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.collector.Sighting;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose orders a foreman carries out, and how many.
class ForemanTrustTest {
    private static final SigningKey NEXT = SigningKey.make();

    @TempDir private Path directory;
    private final FactsSeen seen = new FactsSeen();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Terms terms = Cast.terms(service(KONTALI, "true"), service(REDIS, "true"));

    private Foreman open() throws IOException {
        return Foreman.open(
                new Foreman.Site(
                        terms,
                        directory,
                        Cast.owners(),
                        () -> {},
                        seen,
                        now::get,
                        Redactor.STANDARD));
    }

    private List<String> refusals() {
        return seen.of(OrderRefused.class).stream().map(OrderRefused::reason).toList();
    }

    private void awaitDone(int count) {
        await().until(() -> seen.of(OrderCarriedOut.class).size() == count);
    }

    @Test
    void aForgedOrderDoesNotUseUpTheIdOfTheTrueOne() throws IOException {
        Foreman foreman = open();
        foreman.take(unsigned("o1", KONTALI));
        foreman.take(NEXT.sign(unsigned("o1", KONTALI)));
        assertThat(directory.resolve("orders.json")).doesNotExist();

        foreman.take(order("o1", KONTALI));

        awaitDone(1);
        assertThat(refusals()).hasSize(2).allMatch(r -> r.contains("signed"));
        assertThat(seen.all()).extracting(Sighting::id).doesNotHaveDuplicates();
    }

    @Test
    void aForgedCopyOfAnOrderThatWasCarriedOutIsNotTold() throws IOException {
        Foreman foreman = open();
        foreman.take(order("o1", KONTALI));
        awaitDone(1);

        foreman.take(unsigned("o1", KONTALI));

        assertThat(refusals()).isEmpty();
    }

    @Test
    void aFloodOfForgedOrdersFillsNeitherTheSpoolNorTheBook() throws IOException {
        Foreman foreman = open();
        for (int i = 0; i < 1_000; i++) {
            foreman.take(unsigned("o" + i, KONTALI));
        }
        assertThat(refusals()).hasSize(10);
        assertThat(directory.resolve("orders.json")).doesNotExist();

        now.set(NOON.plusSeconds(60));
        foreman.take(unsigned("later", KONTALI));
        assertThat(refusals()).hasSize(11);
    }

    @Test
    void keysAreTakenOverWhileItRuns() throws IOException {
        Foreman foreman = open();
        foreman.take(NEXT.sign(unsigned("o1", KONTALI)));
        assertThat(refusals()).hasSize(1);

        foreman.reconfigure(
                new Terms(
                        terms.host(),
                        terms.services(),
                        TrustedKeys.of(NEXT.trusted()).and(TrustedKeys.of(KEY.trusted())),
                        terms.limit()));
        foreman.take(NEXT.sign(unsigned("o2", KONTALI)));
        awaitDone(1);
        foreman.take(order("o3", KONTALI));
        awaitDone(2);
        assertThat(refusals()).hasSize(1);
    }

    @Test
    void theLimitOfAServiceIsKeptOverARestartAndEndsWithItsTime() throws IOException {
        terms =
                new Terms(
                        terms.host(),
                        terms.services(),
                        terms.trust(),
                        new OrderLimit(2, Duration.ofSeconds(30)));
        Foreman foreman = open();
        foreman.take(order("o1", KONTALI));
        awaitDone(1);
        foreman.take(order("o2", KONTALI));
        awaitDone(2);

        Foreman again = open();
        again.take(order("o3", KONTALI));
        assertThat(refusals()).singleElement().asString().contains("2 times within 30 s");
        again.take(order("o4", REDIS));
        awaitDone(3);
        now.set(NOON.plusSeconds(31));
        again.take(order("o5", KONTALI));
        awaitDone(4);
    }

    @Test
    void anOrderThatExpiresBetweenNotingAndBeginningIsNotBegun() throws IOException {
        Path ran = directory.resolve("ran");
        Foreman foreman =
                Foreman.open(
                        new Foreman.Site(
                                Cast.terms(service(KONTALI, "touch", ran.toString())),
                                directory,
                                Cast.owners(),
                                () -> {},
                                seen,
                                now::get,
                                Redactor.STANDARD,
                                step -> {
                                    if (step == Step.NOTED) {
                                        now.set(NOON.plusSeconds(60));
                                    }
                                }));
        foreman.take(order("o1", KONTALI));

        await().until(() -> !refusals().isEmpty());
        assertThat(refusals()).singleElement().asString().contains("expired");
        assertThat(ran).doesNotExist();
        assertThat(seen.of(OrderStarted.class)).isEmpty();
    }

    @Test
    void anOutcomeThatWasNotToldIsToldAtTheNextStartAndOnlyThen() throws IOException {
        OrderBook book = OrderBook.open(directory.resolve("orders.json"));
        book.begin(order("o1", KONTALI), NOON);
        book.end(order("o1", KONTALI), new Outcome(null, 3, "said", 20, 12, 34), NOON);
        book.end(order("o2", KONTALI), Outcome.refused("it expired"), NOON);

        open();
        open();

        assertThat(seen.of(OrderCarriedOut.class))
                .containsExactly(
                        new OrderCarriedOut(
                                order("o1", KONTALI).id(),
                                Cast.INCIDENT,
                                3,
                                "said",
                                Duration.ofMillis(20),
                                12,
                                34));
        assertThat(refusals()).containsExactly("it expired");
        assertThat(Files.readString(directory.resolve("orders.json"))).doesNotContain("said");
    }
}
