package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// How fast a log is looked through by one core: by the collector's scanner, by a regular
/// expression for each line, by `grep -E`, by ripgrep, and by Hyperscan's library, on the same
/// files in the same run. In the package of what it measures, which nobody else needs to see.
@NullMarked
public final class ScanBenchmark {
    private static final int ROUNDS = 5;
    private static final List<String> ACTIONS =
            List.of(
                    "processed request for client %d in %d ms with trace %08x%08x",
                    "GET /api/v1/clients/%d/invoices HTTP/1.1 200 %d trace %08x%08x",
                    "sent invoice %d to customer %d, session %08x%08x renewed",
                    "cache refreshed for tenant %d, %d entries kept, etag %08x%08x");

    private ScanBenchmark() {}

    /// @param args megabytes; 100 when nothing is said
    public static void main(String[] args) throws Exception {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        for (int each : new int[] {0, 1_000, 20}) {
            Path log = Files.createTempFile("varde-scan-", ".log");
            try {
                generate(log, megabytes * 1_000_000L, each);
                System.out.printf(
                        "%d MB, %s%n",
                        megabytes,
                        each == 0 ? "no line matters" : "one line in " + each + " matters");
                measure(log);
            } finally {
                Files.delete(log);
            }
        }
    }

    private static void measure(Path log) throws Exception {
        report("collector's scanner", log, ROUNDS, () -> scan(log));
        report("BufferedReader and regex", log, 1, () -> byRegex(log));
        Path words = Files.createTempFile("varde-scan-", ".words");
        Files.writeString(words, regex());
        run("grep -E", log, List.of("grep", "-aciE", "-f", words.toString(), log.toString()));
        run("ripgrep", log, List.of("rg", "-aci", "-j1", "-f", words.toString(), log.toString()));
        Files.delete(words);
        NativeScan library = NativeScan.open(words());
        if (library == null) {
            System.out.println("  Hyperscan: left out: no libhs.so.5 (Debian: libhyperscan5)");
        } else {
            report("Hyperscan, bytes in chunks", log, ROUNDS, () -> library.scan(log));
        }
    }

    private interface Work {
        long matches() throws Exception;
    }

    private static void report(String name, Path log, int rounds, Work work) throws Exception {
        double best = 0;
        long matches = 0;
        for (int round = 0; round < rounds; round++) {
            long begun = System.nanoTime();
            matches = work.matches();
            best = Math.max(best, Files.size(log) * 1e3 / (System.nanoTime() - begun));
        }
        System.out.printf("  %-28s %7.0f MB/s, %d matches%n", name, best, matches);
    }

    private static void run(String name, Path log, List<String> command) throws Exception {
        try {
            report(name, log, ROUNDS, () -> count(command));
        } catch (IOException e) {
            System.out.printf("  %s: left out: %s%n", name, e.getMessage());
        }
    }

    private static long count(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
        process.waitFor();
        return out.isEmpty() ? 0 : Long.parseLong(out);
    }

    private static long scan(Path log) throws IOException {
        long[] matches = new long[1];
        LogScanner scanner = new LogScanner(0, (_, _, _) -> matches[0]++);
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(log)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                scanner.feed(buffer, read);
            }
        }
        scanner.end();
        return matches[0];
    }

    private static long byRegex(Path log) throws IOException {
        Pattern pattern = Pattern.compile(regex().strip(), Pattern.CASE_INSENSITIVE);
        try (BufferedReader lines = Files.newBufferedReader(log, ISO_8859_1)) {
            return lines.lines().filter(line -> pattern.matcher(line).find()).count();
        }
    }

    static List<String> words() {
        return Matters.keywords().stream().map(Keywords.Keyword::word).distinct().toList();
    }

    private static String regex() {
        return words().stream()
                .map(word -> word.replaceAll("[^a-z0-9 =\"/',:#-]", "[$0]"))
                .collect(Collectors.joining("|", "", "\n"))
                .replace("[[]", "\\[")
                .replace("[]]", "\\]");
    }

    private static void generate(Path log, long bytes, int each) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        try (var out = Files.newOutputStream(log)) {
            long written = 0;
            for (long line = 1; written < bytes; line++) {
                boolean matters = each > 0 && line % each == 0;
                byte[] text = line(random, matters).getBytes(ISO_8859_1);
                block.write(text);
                written += text.length;
                if (block.size() > 1 << 20 || written >= bytes) {
                    block.writeTo(out);
                    block.reset();
                }
            }
        }
    }

    private static String line(Random random, boolean matters) {
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        return "2026-11-24 %02d:%02d:%02d.%03d %s [worker-%d] app.api.clients.%s - "
                        .formatted(
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(60),
                                random.nextInt(1_000),
                                matters ? "ERROR" : "INFO ",
                                random.nextInt(8),
                                "ledger".substring(random.nextInt(3)).toLowerCase(Locale.ROOT))
                + action.formatted(
                        random.nextInt(1_000_000),
                        random.nextInt(900),
                        random.nextInt(),
                        random.nextInt())
                + (matters ? ": Connection refused\n" : "\n");
    }
}
