package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.INCIDENT;
import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static dev.varde.collector.order.Cast.REDIS;
import static dev.varde.collector.order.Cast.order;
import static dev.varde.collector.order.Cast.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.redact.Redactor;
import dev.varde.events.OrderFact;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderId;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForemanTest {
    @TempDir private Path directory;
    private final FactsSeen seen = new FactsSeen();
    private final AtomicInteger hurried = new AtomicInteger();

    private Foreman open(Service... services) throws IOException {
        return Foreman.open(
                new Foreman.Site(
                        Cast.terms(services),
                        directory,
                        Cast.owners(),
                        hurried::incrementAndGet,
                        seen,
                        () -> NOON,
                        Redactor.STANDARD));
    }

    private OrderCarriedOut carriedOut() {
        await().until(() -> !seen.of(OrderCarriedOut.class).isEmpty());
        return seen.of(OrderCarriedOut.class).getFirst();
    }

    @Test
    void anOrderIsToldBeforeAndAfterItsActionRuns() throws IOException {
        open(service(KONTALI, "sh", "-c", "echo restarted; echo token=abcdef123 >&2; exit 3"))
                .take(order("o1", KONTALI));

        OrderCarriedOut done = carriedOut();
        assertThat(done.exitCode()).isEqualTo(3);
        assertThat(done.output()).isEqualTo("restarted\ntoken=***\n");
        assertThat(done.incident()).isEqualTo(INCIDENT);
        assertThat(seen.all().getFirst().fact())
                .isEqualTo(new OrderStarted(new OrderId("o1"), INCIDENT, "command sh", 12));
        assertThat(seen.all()).extracting(s -> s.service()).containsOnly(KONTALI);
        assertThat(hurried).hasValue(1);
    }

    @Test
    void whatAnActionPrintsIsRedactedByTheNewestRules() throws IOException {
        Foreman foreman = open(service(KONTALI, "echo", "customer 4711"));
        foreman.redactBy(Cast.hiding("customer (\\d+)"));

        foreman.take(order("o1", KONTALI));

        assertThat(carriedOut().output()).isEqualTo("customer ***\n");
    }

    @Test
    void wordsReachTheCommandAsTheyStandAndNoShellReadsThem() throws IOException {
        open(service(KONTALI, "printf", "%s|", "a b", "$HOME", "; rm -rf x", "`id`"))
                .take(order("o1", KONTALI));
        assertThat(carriedOut().output()).isEqualTo("a b|$HOME|; rm -rf x|`id`|");
    }

    @Test
    void anOrderRunsOnceHoweverOftenItComes() throws IOException {
        Path ran = directory.resolve("ran");
        Service service = service(KONTALI, "sh", "-c", "echo x >> " + ran);
        Foreman foreman = open(service);
        foreman.take(order("o1", KONTALI));
        carriedOut();
        foreman.take(order("o1", KONTALI));
        open(service).take(order("o1", KONTALI));
        open(service).take(order("o2", KONTALI));

        await().until(() -> seen.of(OrderCarriedOut.class).size() == 2);
        assertThat(Files.readString(ran)).isEqualTo("x\nx\n");
        assertThat(seen.of(OrderRefused.class)).isEmpty();
    }

    @Test
    void aSecondOrderForAServiceIsRefusedWhileTheFirstRuns() throws IOException {
        Path go = directory.resolve("go");
        Foreman foreman =
                open(
                        service(
                                KONTALI,
                                "sh",
                                "-c",
                                "while [ ! -e " + go + " ]; do sleep 0.05; done"),
                        service(REDIS, "true"));
        foreman.take(order("o1", KONTALI));
        foreman.take(order("o2", KONTALI));
        foreman.take(order("o3", REDIS));

        await().until(() -> seen.of(OrderCarriedOut.class).size() == 1);
        assertThat(seen.of(OrderRefused.class))
                .extracting(OrderFact::order)
                .containsExactly(new OrderId("o2"));
        Files.createFile(go);
        await().until(() -> seen.of(OrderCarriedOut.class).size() == 2);
        foreman.take(order("o4", KONTALI));
        await().until(() -> seen.of(OrderCarriedOut.class).size() == 3);
    }

    @Test
    void aCommandThatIsNotThereEndsWith127() throws IOException {
        open(service(KONTALI, "/no/such/command")).take(order("o1", KONTALI));
        assertThat(carriedOut().exitCode()).isEqualTo(127);
        assertThat(carriedOut().output()).contains("/no/such/command");
    }

    @Test
    void whatACrashInterruptedIsRefusedAndNotRunAgain() throws IOException {
        OrderBook.open(directory.resolve("orders.json")).begin(order("o1", KONTALI), NOON);

        Foreman foreman = open(service(KONTALI, "true"));
        foreman.take(order("o1", KONTALI));

        assertThat(seen.all())
                .extracting(s -> s.fact())
                .containsExactly(
                        new OrderRefused(
                                new OrderId("o1"),
                                INCIDENT,
                                "the collector ended while the action ran; it is not run again"));
        open(service(KONTALI, "true"));
        assertThat(seen.all()).hasSize(1);
    }

    @Test
    void anOrderThatCannotBeWrittenDownIsRefused() throws IOException {
        Foreman foreman = open(service(KONTALI, "true"));
        Files.createDirectory(directory.resolve("orders.json.next"));
        foreman.take(order("o1", KONTALI));
        assertThat(seen.of(OrderRefused.class)).hasSize(1);
        assertThat(seen.of(OrderStarted.class)).isEmpty();
    }

    @Test
    void aDaemonTheCommandLeavesBehindHoldsNothingUpAndHasItsOwnSession() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "left out: no setsid here");
        Path pid = directory.resolve("pid");
        open(service(KONTALI, "sh", "-c", "sleep 60 & echo $! > " + pid))
                .take(order("o1", KONTALI));

        assertThat(carriedOut().exitCode()).isZero();
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        try {
            assertThat(daemon.isAlive()).isTrue();
            assertThat(session(daemon.pid())).isNotEqualTo(session(ProcessHandle.current().pid()));
        } finally {
            daemon.destroyForcibly();
        }
    }

    /// Field 6 of proc_pid_stat(5).
    private static String session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
    }

    @Test
    void secretsOfTheCollectorsEnvironmentDoNotReachTheAction() throws Exception {
        Path output = directory.resolve("out");
        Run.run(List.of("env"), output, java.time.Duration.ofSeconds(10), Redactor.STANDARD);
        assertThat(Files.readString(output))
                .contains("PATH=")
                .doesNotContainPattern("(?m)^[A-Z_]*(TOKEN|PASSWORD|SECRET)");
    }

    @Test
    void anActionThatTakesTooLongIsEndedWithItsChildren() throws Exception {
        Path pid = directory.resolve("pid");
        Run.Outcome outcome =
                Run.run(
                        List.of("sh", "-c", "sleep 60 & echo $! > " + pid + "; wait"),
                        directory.resolve("out"),
                        java.time.Duration.ofMillis(500),
                        Redactor.STANDARD);

        assertThat(outcome.exitCode()).isEqualTo(124);
        assertThat(outcome.output()).startsWith("ended after 0 s");
        long child = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void onlyTheEndOfALongOutputIsTold() throws Exception {
        Run.Outcome outcome =
                Run.run(
                        List.of("sh", "-c", "seq 1 100000"),
                        directory.resolve("out"),
                        java.time.Duration.ofSeconds(20),
                        Redactor.STANDARD);
        assertThat(outcome.output()).hasSizeLessThanOrEqualTo(2_000).endsWith("100000\n");
    }

    @Test
    void whatAnActionPrintsIsOnDiskOnlyRedacted() throws Exception {
        Path output = directory.resolve("restart-kontali.out");
        Path seenByAction = directory.resolve("seen");
        Run.Outcome outcome =
                Run.run(
                        List.of(
                                "sh",
                                "-c",
                                "echo password=Tro1lpass; sleep 0.3; cat "
                                        + directory
                                        + "/restart-* > "
                                        + seenByAction),
                        output,
                        java.time.Duration.ofSeconds(20),
                        Redactor.STANDARD);

        assertThat(outcome.output()).isEqualTo("password=***\n");
        assertThat(output).hasContent("password=***\n");
        assertThat(seenByAction).hasContent("");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(output, seenByAction);
        }
    }

    @Test
    void aSecretAtTheEdgeOfALongOutputIsNotShownByHalf() throws Exception {
        Path output = directory.resolve("out");
        String secret = "password=" + "S3cretPart".repeat(200);
        Run.Outcome outcome =
                Run.run(
                        List.of(
                                "sh",
                                "-c",
                                "seq 1 20000; echo " + secret + "; yes x | head -c 64k"),
                        output,
                        java.time.Duration.ofSeconds(20),
                        Redactor.STANDARD);

        assertThat(outcome.output()).doesNotContain("S3cret");
        assertThat(Files.readString(output)).doesNotContain("S3cret").endsWith("x\n");
    }

    @Test
    void whatAKilledCollectorLeftOfAnActionsOutputIsCleared() throws IOException {
        Path raw = directory.resolve("restart-kontali-backend.out.raw");
        Files.writeString(raw, "password=hunter2");
        open(service(KONTALI, "true"));
        assertThat(raw).doesNotExist();
    }

    @Test
    void aBookThatCannotBeWrittenDoesNotKeepTheCollectorFromStarting() throws IOException {
        OrderBook book = OrderBook.open(directory.resolve("orders.json"));
        book.begin(order("o1", KONTALI), NOON);
        book.begin(order("o2", REDIS), NOON);
        Files.createDirectory(directory.resolve("orders.json.next"));

        open(service(KONTALI, "true"));

        assertThat(seen.of(OrderRefused.class))
                .extracting(OrderFact::order)
                .containsExactly(new OrderId("o1"), new OrderId("o2"));
    }

    @Test
    void whatCouldNotBeWrittenAtTheLastStartIsToldAgainUnderTheSameId() throws IOException {
        OrderBook.open(directory.resolve("orders.json")).begin(order("o1", KONTALI), NOON);
        Path full = Files.createDirectory(directory.resolve("orders.json.next"));
        open(service(KONTALI, "true"));
        Files.delete(full);
        open(service(KONTALI, "true"));
        open(service(KONTALI, "true"));

        assertThat(seen.all()).hasSize(2);
        assertThat(seen.all().getFirst().id()).isEqualTo(seen.all().getLast().id());
    }

    @Test
    void aCollectorThatStumblesTellsAnOutcomeAndTakesTheNextOrder() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Foreman foreman =
                Foreman.open(
                        new Foreman.Site(
                                Cast.terms(service(KONTALI, "true")),
                                directory,
                                Cast.owners(),
                                () -> stumbleOnce(asked),
                                seen,
                                () -> NOON,
                                Redactor.STANDARD));
        foreman.take(order("o1", KONTALI));
        OrderCarriedOut first = carriedOut();
        assertThat(first.order()).isEqualTo(new OrderId("o1"));
        assertThat(first.exitCode()).isEqualTo(125);
        assertThat(first.output()).contains("the probes stumbled");

        foreman.take(order("o2", KONTALI));
        await().until(() -> seen.of(OrderCarriedOut.class).size() == 2);
        assertThat(seen.of(OrderCarriedOut.class).getLast().exitCode()).isZero();
        assertThat(seen.of(OrderRefused.class)).isEmpty();
    }

    private static void stumbleOnce(AtomicInteger asked) {
        if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("the probes stumbled");
        }
    }

    @Test
    void anOrderThatStumbledIsNotRunAgain() throws IOException {
        Foreman.Site site =
                new Foreman.Site(
                        Cast.terms(service(KONTALI, "true")),
                        directory,
                        Cast.owners(),
                        () -> {
                            throw new StackOverflowError();
                        },
                        seen,
                        () -> NOON,
                        Redactor.STANDARD);
        Foreman.open(site).take(order("o1", KONTALI));
        assertThat(carriedOut().exitCode()).isEqualTo(125);
        await().until(() -> OrderBook.open(directory.resolve("orders.json")).untold().isEmpty());
        Foreman.open(site).take(order("o1", KONTALI));
        assertThat(seen.of(OrderCarriedOut.class)).hasSize(1);
        assertThat(seen.of(OrderRefused.class)).isEmpty();
    }
}
