package dev.varde.bench.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Kills the notifier with SIGKILL at each named step and at any time, and counts what was lost and
/// what came twice. A real broker, receivers of several tempers, incidents that open, change and
/// end all the while.
public final class KillsBenchmark {
    private static final int RUNS = 100;

    private KillsBenchmark() {}

    /// @param args how many deaths, how many notifiers with a broker each side by side, and a seed
    public static void main(String[] args) throws Exception {
        Quiet.kafka();
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : RUNS;
        int lanes = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        Path directory = Files.createTempDirectory("varde-kills-");
        Packed packed = Packed.in(directory);
        KillSeries.train(Files.createDirectory(directory.resolve("training")), packed);
        long began = System.nanoTime();
        List<KillSeries.Result> results = run(directory, packed, runs, lanes, seed);
        double seconds = (System.nanoTime() - began) / 1e9;
        print(results, runs, seconds, seed);
        boolean fine = results.stream().allMatch(r -> r.wrong().isEmpty());
        System.out.println(fine ? "nothing lost" : "see " + directory);
        System.exit(fine ? 0 : 1);
    }

    private static List<KillSeries.Result> run(
            Path directory, Packed packed, int runs, int lanes, long seed) throws Exception {
        List<Death> deaths = Death.plan(runs, new Random(seed));
        List<Callable<KillSeries.Result>> series = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            List<Death> share = deaths.subList(runs * lane / lanes, runs * (lane + 1) / lanes);
            String name = "lane-" + lane;
            Path own = Files.createDirectory(directory.resolve(name));
            series.add(() -> new KillSeries(own, packed, name).run(share));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
            List<KillSeries.Result> results = new ArrayList<>();
            for (Future<KillSeries.Result> one : threads.invokeAll(series)) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static void print(
            List<KillSeries.Result> results, int runs, double seconds, long seed) {
        Map<String, Integer> reached = new TreeMap<>();
        Map<String, Integer> repeats = new TreeMap<>();
        int distinct = 0;
        int delivered = 0;
        int incidents = 0;
        int retold = 0;
        int orders = 0;
        for (KillSeries.Result r : results) {
            r.reached().forEach((where, n) -> reached.merge(where, n, Integer::sum));
            r.repeats().forEach((where, n) -> repeats.merge(where, n, Integer::sum));
            distinct += r.judgement().distinct();
            delivered += r.judgement().delivered();
            retold += r.judgement().retold();
            incidents += r.incidents();
            orders += r.restarts().orders();
            r.wrong().forEach(w -> System.out.println("WRONG " + w));
        }
        System.out.printf("%-32s %8s %8s%n", "killed at", "times", "repeats");
        reached.forEach((where, n) ->
                System.out.printf("%-32s %8d %8d%n", where, n, repeats.getOrDefault(where, 0)));
        System.out.printf(
                "%d lives in %.0f s (%.2f s each), seed %d; %d incidents, %d deliveries, %d"
                        + " different ids (%d of them told again within another message), %d repeats;"
                        + " %d restarts ordered%n",
                runs,
                seconds,
                seconds / runs,
                seed,
                incidents,
                delivered,
                distinct,
                retold,
                repeats.values().stream().mapToInt(Integer::intValue).sum(),
                orders);
    }
}
