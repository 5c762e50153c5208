package dev.varde.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a process has used so far.
///
/// @param seconds user and system time, fields 14 and 15 of proc_pid_stat(5)
/// @param threads nanoseconds on a processor (first number of /proc/PID/task/TID/schedstat), by the
///   thread's name; threads of one name together
/// @param resident as /proc/PID/status says it
public record ProcessUse(double seconds, Map<String, Long> threads, String resident) {
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on all of Linux

    public static ProcessUse of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double seconds = (Long.parseLong(field[11]) + Long.parseLong(field[12])) / TICKS_A_SECOND;
        return new ProcessUse(seconds, threads(proc.resolve("task")), resident(proc));
    }

    private static Map<String, Long> threads(Path tasks) throws IOException {
        Map<String, Long> threads = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> listed = Files.list(tasks)) {
            all = listed.toList();
        }
        for (Path task : all) {
            try {
                String name = Files.readString(task.resolve("comm")).strip();
                String ran = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
                threads.merge(name, Long.parseLong(ran), Long::sum);
            } catch (IOException _) {
                // It has ended since it was listed.
            }
        }
        return threads;
    }

    private static String resident(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring("VmRSS:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }

    /// The threads that used most since `before`, each with its share of a core in per cent.
    Map<String, Double> busiest(ProcessUse before, double seconds, int most) {
        return threads.entrySet().stream()
                .map(e ->
                        Map.entry(
                                e.getKey(),
                                (e.getValue() - before.threads().getOrDefault(e.getKey(), 0L))
                                        / (seconds * 1e7)))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (a, _) -> a,
                                LinkedHashMap::new));
    }
}
