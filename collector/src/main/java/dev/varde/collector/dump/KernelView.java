package dev.varde.collector.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the kernel shows of each thread: name, state, where in the kernel it waits, its system call
/// and its stack there (proc_pid_status(5), proc_pid_wchan(5), proc_pid_syscall(5),
/// proc_pid_stack(5)). The stack needs root and is left out without.
final class KernelView {
    private static final int THREADS = 200;
    private static final int STACK_LINES = 16;
    private static final int MOST_BYTES = 8 << 10;

    private KernelView() {}

    /// @param limit of time; threads beyond it are not looked at, and it is said
    static String of(Path proc, int pid, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Path> threads;
        try (Stream<Path> all = Files.list(proc.resolve(pid + "/task"))) {
            threads = all.sorted(Comparator.comparingInt(KernelView::number)).toList();
        } catch (IOException _) {
            return "process " + pid + " is gone or may not be looked at";
        }
        StringBuilder text = new StringBuilder(threads.size() + " threads of process " + pid);
        text.append(", as the kernel shows them\n");
        int seen = 0;
        for (Path thread : threads) {
            if (seen == THREADS || System.nanoTime() > deadline) {
                text.append("and ").append(threads.size() - seen).append(" more\n");
                break;
            }
            text.append(thread(thread));
            seen++;
        }
        return text.toString();
    }

    private static String thread(Path thread) {
        List<String> status = read(thread.resolve("status")).lines().toList();
        String stack =
                read(thread.resolve("stack"))
                        .lines()
                        .limit(STACK_LINES)
                        .map(l -> "    " + l.replaceFirst("^\\[<[0-9a-fx]+>] ", "") + "\n")
                        .collect(Collectors.joining());
        return "thread %s \"%s\": %s, in %s, system call %s\n%s"
                .formatted(
                        thread.getFileName(),
                        field(status, "Name:"),
                        field(status, "State:"),
                        or(read(thread.resolve("wchan")).strip(), "no kernel function"),
                        or(read(thread.resolve("syscall")).strip(), "not shown"),
                        stack);
    }

    private static String field(List<String> status, String name) {
        return status.stream()
                .filter(l -> l.startsWith(name))
                .map(l -> l.substring(name.length()).strip())
                .findFirst()
                .orElse("?");
    }

    /// `0` is what wchan says of a thread that runs.
    private static String or(String text, String otherwise) {
        return text.isEmpty() || text.equals("0") ? otherwise : text;
    }

    /// Empty where it may not be read, or the thread is gone.
    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    private static int number(Path thread) {
        return Integer.parseInt(String.valueOf(thread.getFileName()));
    }
}
