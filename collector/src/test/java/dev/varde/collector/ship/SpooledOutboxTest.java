package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;
import static dev.varde.collector.ship.Cast.death;
import static dev.varde.collector.ship.Cast.heartbeat;
import static dev.varde.collector.ship.Cast.line;
import static dev.varde.collector.ship.Cast.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.redact.Redactor;
import dev.varde.events.CollectorFact;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.LogFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.config.Configuration.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledOutboxTest {
    private static final long ROOMY = 8 << 20;

    @TempDir private Path directory;
    private final FakeBroker broker = new FakeBroker();

    private SpooledOutbox open(String run, long bound) throws IOException {
        return open(run, bound, broker::open);
    }

    private SpooledOutbox open(String run, long bound, Supplier<Sink> sinks) throws IOException {
        return SpooledOutbox.open(
                new SpooledOutbox.Settings(directory, bound, WEB_1, run), sinks, () -> NOON);
    }

    private static void awaitEmpty(SpooledOutbox outbox) {
        await().until(() -> outbox.spooled() == 0);
    }

    @Test
    void whatIsPutArrivesNumberedInOrderWithHeaders() throws IOException {
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            for (int i = 1; i <= 100; i++) {
                outbox.put(line("e" + i, "ERROR " + i));
            }
            awaitEmpty(outbox);
        }

        List<HostEvent> events = broker.events();
        assertThat(events).extracting(HostEvent::seq).containsExactlyElementsOf(numbers(1, 100));
        assertThat(events).allMatch(e -> e.host().equals(WEB_1) && e.run().equals("run-1"));
        var record = broker.records().getFirst();
        assertThat(record.topic()).isEqualTo("varde.events");
        assertThat(record.key()).isEqualTo("web-1".getBytes(StandardCharsets.UTF_8));
        assertThat(record.headers().lastHeader("ce_id").value())
                .isEqualTo("e1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void secretsAreGoneFromValueAndSpoolButNamesStay() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox outbox = open("run-token=abcdef", ROOMY)) {
            outbox.put(death("token=abcdefgh", "postgres://app:s3cret@db/x refused"));
            assertThat(spoolText()).doesNotContain("s3cret", "hunter2x").contains("@db/x refused");
            broker.mood(FakeBroker.Mood.WILLING);
            awaitEmpty(outbox);
        }

        HostEvent event = broker.events().getFirst();
        assertThat(event.id().value()).isEqualTo("token=abcdefgh");
        assertThat(event.run()).isEqualTo("run-token=abcdef");
        assertThat(event.service()).isEqualTo(Cast.KONTALI);
        var exited = (ProcessFact.ProcessExited) event.fact();
        assertThat(exited.command()).isEqualTo("python app.py --password ***");
        assertThat(exited.lastLines().getFirst().lines())
                .containsExactly("postgres://app:***@db/x refused");
    }

    private String spoolText() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    @Test
    void aBrokerThatIsAwayDelaysButLosesAndReordersNothing() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        AtomicInteger acknowledged = new AtomicInteger();
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            for (int i = 1; i <= 50; i++) {
                outbox.put(with(line("e" + i, "x"), acknowledged::incrementAndGet));
            }
            assertThat(outbox.spooled()).isEqualTo(50);
            assertThat(acknowledged).hasValue(0);

            broker.mood(FakeBroker.Mood.WILLING);
            awaitEmpty(outbox);
            assertThat(outbox.connected()).isTrue();
        }

        assertThat(broker.ids()).containsExactlyElementsOf(ids(1, 50));
        assertThat(acknowledged).hasValue(50);
    }

    @Test
    void aBrokerThatCannotBeResolvedAtStartIsAskedAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Supplier<Sink> sinks =
                () -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new KafkaException("No resolvable bootstrap urls");
                    }
                    return broker.open();
                };
        try (SpooledOutbox outbox = open("run-1", ROOMY, sinks)) {
            outbox.put(line("e1", "x"));
            awaitEmpty(outbox);
        }
        assertThat(broker.ids()).containsExactly("e1");
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainAfterARestartUnderTheSameNames() throws IOException {
        broker.mood(FakeBroker.Mood.SILENT);
        try (SpooledOutbox first = open("run-1", ROOMY)) {
            IntStream.rangeClosed(1, 20).forEach(i -> first.put(line("e" + i, "x")));
            await().until(() -> broker.records().size() == 20);
        }
        List<HostEvent> before = broker.events();

        broker.mood(FakeBroker.Mood.WILLING);
        try (SpooledOutbox second = open("run-2", ROOMY)) {
            second.put(line("e21", "x"));
            awaitEmpty(second);
        }

        List<HostEvent> after = broker.events().subList(20, 41);
        assertThat(after.subList(0, 20)).isEqualTo(before);
        assertThat(after.getLast().run()).isEqualTo("run-2");
        assertThat(after.getLast().seq()).isEqualTo(1);
    }

    @Test
    void whatWasAcknowledgedIsNotSentAgain() throws IOException {
        try (SpooledOutbox first = open("run-1", ROOMY)) {
            IntStream.rangeClosed(1, 20).forEach(i -> first.put(line("e" + i, "x")));
            awaitEmpty(first);
        }
        try (SpooledOutbox second = open("run-2", ROOMY)) {
            second.put(line("e21", "x"));
            awaitEmpty(second);
        }
        assertThat(broker.ids()).containsExactlyElementsOf(ids(1, 21));
    }

    @Test
    void deathsFindRoomWhenTheSpoolIsFullOfLesserThings() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        AtomicInteger released = new AtomicInteger();
        try (SpooledOutbox outbox = open("run-1", 64 << 10)) {
            for (int i = 0; i < 1_000; i++) {
                outbox.put(heartbeat("h" + i));
                outbox.put(with(line("l" + i, "x".repeat(100)), released::incrementAndGet));
            }
            for (int i = 0; i < 40; i++) {
                outbox.put(death("d" + i));
            }
            long dropped = outbox.dropped();
            assertThat(dropped).isGreaterThan(1_000);
            assertThat(released.get()).isBetween(500, 1_000);

            broker.mood(FakeBroker.Mood.WILLING);
            await().until(() -> gaps() == dropped);
            awaitEmpty(outbox);
        }
        assertThat(broker.ids())
                .containsAll(IntStream.range(0, 40).mapToObj(i -> "d" + i).toList());
        assertThat(broker.ids()).filteredOn(id -> id.startsWith("l")).hasSizeGreaterThan(20);
        assertThat(broker.events()).extracting(HostEvent::seq).isSorted();
        assertThat(released).hasValue(1_000);
    }

    @Test
    void theOldestLesserThingsGoWhenDeathsAloneFillTheRoom() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox outbox = open("run-1", 64 << 10)) {
            IntStream.range(0, 1_000).forEach(i -> outbox.put(line("l" + i, "x".repeat(100))));
            IntStream.range(0, 2_000).forEach(i -> outbox.put(death("d" + i)));
            broker.mood(FakeBroker.Mood.WILLING);
            awaitEmpty(outbox);
        }
        long logs = broker.ids().stream().filter(id -> id.startsWith("l")).count();
        long deaths = broker.ids().stream().filter(id -> id.startsWith("d")).count();
        assertThat(logs).isLessThan(40);
        assertThat(deaths).isGreaterThan(100);
        assertThat(broker.ids()).contains("d0");
    }

    private long gaps() {
        return broker.events().stream()
                .filter(e -> e.fact() instanceof CollectorFact.GapSeen)
                .mapToLong(e -> ((CollectorFact.GapSeen) e.fact()).lost())
                .sum();
    }

    @Test
    void anEventTheBrokerFindsTooLargeIsCutDownUntilItFits() throws IOException {
        broker.takesAtMost(3_000);
        String[] lines = Collections.nCopies(50, "y".repeat(2_000)).toArray(String[]::new);
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(line("e1", "before"));
            outbox.put(death("d1", lines));
            outbox.put(line("e2", "after"));
            awaitEmpty(outbox);
        }
        assertThat(broker.ids()).containsExactly("e1", "d1", "e2");
        var exited = (ProcessFact.ProcessExited) broker.events().get(1).fact();
        assertThat(exited.lastLines().getFirst().lines()).hasSize(5);
    }

    @Test
    void anEventThatCannotBeCutIsToldAsAGap() throws IOException {
        broker.takesAtMost(600);
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(Cast.seen("b1", new CollectorFact.BlindSpot("x", "y".repeat(5_000), "z")));
            awaitEmpty(outbox);
        }
        HostEvent event = broker.events().getFirst();
        assertThat(event.id().value()).isEqualTo("b1");
        assertThat(event.fact())
                .isEqualTo(
                        new CollectorFact.GapSeen(
                                "blind-spot", 1, "the event was larger than the broker takes"));
    }

    @Test
    void aHugeEventIsSlimmedBeforeItIsSpooled() throws IOException {
        List<String> lines = Collections.nCopies(500, "z".repeat(4_000));
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(
                    Cast.seen(
                            "e1",
                            new LogFact.LogMatched(
                                    "/x", 0, LogFact.LogKind.STACK_TRACE, lines, null)));
            awaitEmpty(outbox);
        }
        assertThat(broker.records().getFirst().value().length).isLessThan(900_000);
        assertThat(((LogFact.LogMatched) broker.events().getFirst().fact()).lines()).hasSize(80);
    }

    @Test
    void aTornEndIsCutOffAndSaid() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox first = open("run-1", ROOMY)) {
            first.put(line("e1", "x"));
            first.put(line("e2", "x"));
        }
        Path segment = directory.resolve("0000000000000000000.spool");
        Files.write(segment, new byte[] {0, 0, 1, 0, 7, 7}, StandardOpenOption.APPEND);

        broker.mood(FakeBroker.Mood.WILLING);
        try (SpooledOutbox second = open("run-2", ROOMY)) {
            awaitEmpty(second);
        }
        assertThat(broker.ids().subList(0, 2)).containsExactly("e1", "e2");
        assertThat(broker.events().getLast().fact()).isInstanceOf(CollectorFact.GapSeen.class);
    }

    @Test
    void aDiskThatCannotBeWrittenIsReplacedByMemoryAndSaid() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "left out: no /dev/full here");
        broker.mood(FakeBroker.Mood.AWAY);
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            Files.createSymbolicLink(
                    directory.resolve("0000000000000000000.spool"), Path.of("/dev/full"));
            outbox.put(with(death("d1"), () -> acknowledged.add("d1")));
            outbox.put(line("e1", "x"));
            broker.mood(FakeBroker.Mood.WILLING);
            awaitEmpty(outbox);
        }
        assertThat(broker.ids().getFirst()).isEqualTo("d1");
        assertThat(broker.ids()).contains("e1");
        assertThat(broker.events())
                .anyMatch(e ->
                        e.fact() instanceof CollectorFact.BlindSpot b
                                && b.source().equals("spool"));
        assertThat(acknowledged).containsExactly("d1");
    }

    private static List<Long> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Long::valueOf).toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "e" + i).toList();
    }

    @Test
    void anEventThatCannotBeWrittenLetsItsSourceGoOn() throws IOException {
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        Fact broken = new Fact.Unknown("future.fact", "{no JSON");
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(with(Cast.seen("b1", broken), () -> acknowledged.add("b1")));
            outbox.put(Cast.seen("b2", broken));
            assertThat(acknowledged).containsExactly("b1");
            assertThat(outbox.dropped()).isEqualTo(2);

            outbox.put(with(line("e1", "x"), () -> acknowledged.add("e1")));
            awaitEmpty(outbox);
            await().until(() -> gaps() == 2);
        }
        assertThat(acknowledged).containsExactly("b1", "e1");
        assertThat(broker.ids()).contains("e1").doesNotContain("b1", "b2");
    }

    @Test
    void aSourceThatStumblesOverItsAcknowledgementHurtsNobody() throws IOException {
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(
                    with(
                            Cast.seen("b1", new Fact.Unknown("future.fact", "{no JSON")),
                            () -> {
                                throw new IllegalStateException("the source stumbles");
                            }));
            outbox.put(line("e1", "x"));
            awaitEmpty(outbox);
        }
        assertThat(broker.ids()).contains("e1");
    }

    @Test
    void aSecondCollectorOnTheSameDirectoryIsTurnedAwayUntilTheFirstEnds() throws IOException {
        try (SpooledOutbox _ = open("run-1", ROOMY)) {
            assertThatThrownBy(() -> open("run-2", ROOMY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another collector is using " + directory);
        }
        open("run-3", ROOMY).close();
    }

    @Test
    void whatWasLostAndNotYetToldIsToldByTheNextRunOnce() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        long dropped;
        try (SpooledOutbox first = open("run-1", 64 << 10)) {
            IntStream.range(0, 1_000).forEach(i -> first.put(line("l" + i, "x".repeat(100))));
            dropped = first.dropped();
        }
        assertThat(dropped).isPositive();

        broker.mood(FakeBroker.Mood.WILLING);
        try (SpooledOutbox second = open("run-2", 64 << 10)) {
            assertThat(second.dropped()).isZero();
            await().until(() -> gaps() == dropped);
            awaitEmpty(second);
        }
        try (SpooledOutbox third = open("run-3", 64 << 10)) {
            awaitEmpty(third);
        }
        assertThat(gaps()).isEqualTo(dropped);
        assertThat(broker.ids()).contains("spool-gap-run-1-1");
    }

    @Test
    void aGapThatWasBeingToldWhenTheCollectorEndedIsTheSameGap() throws IOException {
        try (Standing standing = Standing.load(directory, "book")) {
            standing.losses().add(5, "the spool was full");
            standing.losses().tell();
            standing.losses().add(2, "the spool was full");
            standing.save(0);
        }
        try (SpooledOutbox outbox = open("run-2", ROOMY)) {
            await().until(() -> gaps() == 7);
            awaitEmpty(outbox);
        }
        assertThat(broker.ids()).containsExactly("spool-gap-book-1", "spool-gap-book-2");
    }

    @Test
    void aRecordThatIsRefusedForEverGoesToTheDeadLettersAndBlocksNobody() throws IOException {
        broker.refuses("e7");
        AtomicInteger acknowledged = new AtomicInteger();
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            for (int i = 1; i <= 20; i++) {
                outbox.put(with(line("e" + i, "x"), acknowledged::incrementAndGet));
            }
            awaitEmpty(outbox);
            await().until(() -> gaps() == 1);
        }
        assertThat(acknowledged).hasValue(20);
        List<String> once = broker.ids().stream().distinct().toList();
        assertThat(once.subList(0, 19))
                .isEqualTo(ids(1, 20).stream().filter(id -> !id.equals("e7")).toList());
        var dead = broker.deadLetters().getFirst();
        assertThat(new String(dead.value(), StandardCharsets.UTF_8)).contains("\"e7\"");
        assertThat(
                        new String(
                                dead.headers().lastHeader("varde-reason").value(),
                                StandardCharsets.UTF_8))
                .contains("Kafka refused it", "no good");
    }

    @Test
    void aRecordThatNotEvenTheDeadLettersTakeIsGivenUpAndCounted() throws IOException {
        broker.refuses("e7");
        broker.refusesDeadLetters();
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            IntStream.rangeClosed(1, 20).forEach(i -> outbox.put(line("e" + i, "x")));
            awaitEmpty(outbox);
            await().until(() -> gaps() == 1);
        }
        assertThat(broker.ids()).contains("e6", "e8", "e20").doesNotContain("e7");
    }

    @Test
    void anEventInTheSpoolThatIsNoneGoesToTheDeadLettersAndIsCounted() throws IOException {
        try (Spool spool = Spool.open(directory, ROOMY, 0)) {
            spool.append(new Frame(0, Weight.LOG, "no event".getBytes(StandardCharsets.UTF_8)));
        }
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(line("e1", "x"));
            awaitEmpty(outbox);
            await().until(() -> gaps() == 1);
        }
        assertThat(broker.deadLetters()).hasSize(1);
        assertThat(broker.ids()).contains("e1");
    }

    @Test
    void deathsPushLesserThingsOutOfFilesTheyShare() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox outbox = open("run-1", 64 << 10)) {
            for (int i = 0; i < 60; i++) {
                outbox.put(line("l" + i, "x".repeat(200)));
                outbox.put(death("d" + i));
            }
            IntStream.range(60, 90).forEach(i -> outbox.put(death("d" + i)));
            broker.mood(FakeBroker.Mood.WILLING);
            awaitEmpty(outbox);
            await().until(() -> gaps() == outbox.dropped());
        }
        assertThat(broker.ids())
                .containsAll(IntStream.range(0, 90).mapToObj(i -> "d" + i).toList());
    }

    @Test
    void aCollectorThatIsInterruptedWhileItReadsLosesNothing() throws Exception {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox first = open("run-1", ROOMY)) {
            IntStream.rangeClosed(1, 3_000).forEach(i -> first.put(line("e" + i, "x")));
        }
        for (int run = 2; run < 12; run++) {
            open("run-" + run, ROOMY).close();
        }
        broker.mood(FakeBroker.Mood.WILLING);
        try (SpooledOutbox last = open("run-12", ROOMY)) {
            awaitEmpty(last);
        }
        assertThat(broker.ids()).containsExactlyElementsOf(ids(1, 3_000));
    }

    @Test
    void aSecretThatSlimmingWouldCutIsHiddenBeforeItIsCut() throws IOException {
        String line = "x".repeat(470) + " postgres://app:" + "S3cretWord".repeat(20) + "@db/x";
        broker.takesAtMost(20_000);
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(death("d1", Collections.nCopies(50, line).toArray(String[]::new)));
            awaitEmpty(outbox);
        }
        assertThat(new String(broker.records().getFirst().value(), StandardCharsets.UTF_8))
                .contains("postgres://app:***@d")
                .doesNotContain("S3cret");
    }

    @Test
    void aBrokerThatRefusesEverythingIsWaitedForAndLosesNoMoreThanTen() throws IOException {
        broker.refusesAnyEvent();
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            IntStream.rangeClosed(1, 30).forEach(i -> outbox.put(line("e" + i, "x")));
            await().atMost(Duration.ofMinutes(1)).until(() -> broker.deadLetters().size() == 10);
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> broker.deadLetters().size() == 10);
            assertThat(outbox.connected()).isFalse();

            broker.refuses("none");
            awaitEmpty(outbox);
        }
        assertThat(broker.ids()).containsSubsequence(ids(11, 30));
    }

    @Test
    void otherRulesOfRedactionHoldFromThenOn() throws IOException {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox outbox = open("run-1", ROOMY)) {
            outbox.put(line("e1", "card 4111111111111111"));
            outbox.redactBy(Redactor.of(new Redaction(List.of(), List.of(), false, false)));
            outbox.put(line("e2", "card 4111111111111111"));
            broker.mood(FakeBroker.Mood.WILLING);
            awaitEmpty(outbox);
        }
        assertThat(broker.events())
                .extracting(e -> ((LogFact.LogMatched) e.fact()).lines().getFirst())
                .containsExactly("card ***", "card 4111111111111111");
    }
}
