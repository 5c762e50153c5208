package dev.varde.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.processor.knowledge.Wordings;
import dev.varde.standalone.explain.Excerpt;
import dev.varde.standalone.explain.PostMortem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How fast `varde explain` reads a large log with one crash at its end: megabytes a second, of an
/// ordinary log and of one in which each hundredth line is an error that a word stands in. Beside
/// it, in the same run, `grep -ciF` for the same words.
///
/// Run it: `bench/run explain [MB]`.
public final class ExplainBenchmark {
    private static final int ROUNDS = 5;

    private ExplainBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        Path directory = Files.createTempDirectory("varde-explain");
        try {
            Path words = directory.resolve("words");
            Files.write(words, Wordings.KNOWN.keys());
            for (int errors : new int[] {0, 100}) {
                Path log = directory.resolve("app.log");
                write(log, megabytes, errors);
                String what = errors == 0 ? "ordinary" : "1 % errors";
                System.out.printf(
                        Locale.ROOT,
                        "%-12s %d MB: explain %.0f MB/s, grep -ciF for the same %d words %.0f MB/s%n",
                        what,
                        megabytes,
                        megabytes / explain(log),
                        Wordings.KNOWN.keys().size(),
                        megabytes / grep(words, log));
            }
        } finally {
            try (var all = Files.list(directory)) {
                for (Path file : all.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static void write(Path log, int megabytes, int errors) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log))) {
            long written = 0;
            for (long i = 1; written < megabytes * 1_000_000L; i++) {
                String line =
                        errors > 0 && i % errors == 0
                                ? "2026-11-25 21:42:10,117 ERROR [pool-3] shop.Client - connection refused: api:8443\n"
                                : "2026-11-25 21:42:10,"
                                        + i % 1_000
                                        + " INFO  [exec-"
                                        + i % 20
                                        + "] shop.OrderService - order "
                                        + i
                                        + " stored for customer 4711 in "
                                        + i % 90
                                        + " ms, status=200\n";
                byte[] bytes = line.getBytes(UTF_8);
                out.write(bytes);
                written += bytes.length;
            }
            out.write("OSError: [Errno 28] No space left on device\n".getBytes(UTF_8));
        }
    }

    /// The best round's seconds.
    private static double explain(Path log) throws IOException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            try (InputStream in = Files.newInputStream(log)) {
                PostMortem told = PostMortem.of(List.of(Excerpt.read(log.toString(), in)));
                if (!told.found()) {
                    throw new IllegalStateException("the crash at the end was not found");
                }
            }
            best = Math.min(best, (System.nanoTime() - began) / 1e9);
        }
        return best;
    }

    private static double grep(Path words, Path log) throws IOException, InterruptedException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            new ProcessBuilder("grep", "-ciFf", words.toString(), log.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            best = Math.min(best, (System.nanoTime() - began) / 1e9);
        }
        return best;
    }
}
