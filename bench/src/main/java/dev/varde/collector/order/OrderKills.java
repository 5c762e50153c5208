package dev.varde.collector.order;

import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.events.RestartOrder.Action;
import dev.varde.events.ServiceName;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.wire.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/// Kills the part of a collector that carries out orders at each of its steps, again and again, and
/// counts what must never be. Each life reads the newest order and the three before it, as after a
/// kill, and dies at its step; the next life sees to what it left. Every fourth order lives for a
/// fraction of a second only, so that it expires while nobody runs.
@NullMarked
public final class OrderKills {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Random random;
    private final SigningKey key = SigningKey.make();
    private final Codec codec = new Codec();
    private final Map<String, RestartOrder> orders = new LinkedHashMap<>();
    private int killed;

    OrderKills(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
    }

    /// @param killed lives that ended by SIGKILL
    /// @param ran orders whose action ran
    /// @param twice orders whose action ran more than once
    /// @param late orders that began after their expiry
    /// @param untold orders of which nobody heard the end
    /// @param both orders of which two different ends were told
    public record Counts(
            int orders, int killed, int ran, int twice, int late, int untold, int both) {}

    /// @param args runs; 1000 when nothing is said
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = System.nanoTime();
        Path directory = Files.createTempDirectory("varde-order-kills-");
        System.out.printf("seed %d, in %s%n", seed, directory);
        Counts counts = new OrderKills(directory, seed).run(runs);
        System.out.printf(
                "%d orders, the collector killed %d times: %d ran, executed twice %d, begun after"
                        + " expiry %d, end never told %d, two ends told %d%n",
                counts.orders(),
                counts.killed(),
                counts.ran(),
                counts.twice(),
                counts.late(),
                counts.untold(),
                counts.both());
    }

    Counts run(int runs) throws IOException, InterruptedException {
        Step[] steps = Step.values();
        for (int n = 0; n < runs; n++) {
            order(n);
            life(steps[n % steps.length].name());
        }
        order(runs);
        life("none");
        return counts();
    }

    private void order(int n) throws IOException {
        Instant now = Instant.now();
        boolean brief = random.nextInt(4) == 0;
        Duration life = brief ? Duration.ofMillis(random.nextInt(100, 900)) : RestartOrder.LONGEST;
        RestartOrder order =
                key.sign(
                        new RestartOrder(
                                        new OrderId("order-" + n),
                                        KilledForeman.HOST,
                                        new ServiceName("s" + n),
                                        null,
                                        1,
                                        now,
                                        now.plus(life),
                                        "varde")
                                .with(
                                        random.nextBoolean()
                                                ? Action.RESTART
                                                : Action.DUMP_AND_RESTART));
        orders.put(order.service().value(), order);
        Files.writeString(
                directory.resolve("orders"),
                new String(codec.write(order), StandardCharsets.UTF_8) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void life(String step) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledForeman.class.getName(),
                                directory.toString(),
                                key.trusted().text(),
                                step)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve("printed").toFile()))
                        .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("a life that should die at " + step + " hangs");
        }
        int code = process.exitValue();
        if (code == 137) {
            killed++;
        } else if (code != 0) {
            throw new IllegalStateException(
                    "exit code " + code + ", see " + directory.resolve("printed"));
        }
    }

    private Counts counts() throws IOException {
        Map<String, Integer> ran = new HashMap<>();
        for (String line : lines(KilledForeman.RAN)) {
            ran.merge(line.split(" ", -1)[0], 1, Integer::sum);
        }
        Map<String, List<String>> ends = new HashMap<>();
        int late = 0;
        for (String line : lines(KilledForeman.FACTS)) {
            String[] fact = line.split(" ", -1);
            RestartOrder order = byId(fact[0]);
            if (!fact[1].equals("OrderStarted")) {
                ends.computeIfAbsent(fact[0], _ -> new ArrayList<>()).add(fact[2]);
            } else if (Long.parseLong(fact[3]) >= order.expires().toEpochMilli()) {
                late++;
            }
        }
        return new Counts(
                orders.size(),
                killed,
                ran.size(),
                (int) ran.values().stream().filter(n -> n > 1).count(),
                late,
                orders.size() - ends.size(),
                (int)
                        ends.values().stream()
                                .filter(e -> e.stream().distinct().count() > 1)
                                .count());
    }

    private RestartOrder byId(String id) {
        return orders.values().stream()
                .filter(o -> o.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> lines(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}
