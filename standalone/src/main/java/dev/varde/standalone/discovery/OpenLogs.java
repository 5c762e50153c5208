package dev.varde.standalone.discovery;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The logs of a process: files that it has open for writing and that are named or lie like logs,
/// or are its standard output or error.
public final class OpenLogs {
    /// `flags:` of proc_pid_fdinfo(5), octal; the last two bits are the access mode of open(2).
    private static final Pattern FLAGS = Pattern.compile("flags:\\s+([0-7]{1,12})");

    /// Not the numbered segments of stores, such as Kafka's `00000000000000000000.log`.
    private static final Pattern LOG =
            Pattern.compile("(?i)(?!\\d+\\.log$).*\\.(log|out|err)(\\.?\\d*)?");

    /// The descriptors of standard output and error.
    private static final Set<String> OUTPUT = Set.of("1", "2");

    private static final int WRITING = 3;
    private static final int MOST = 5;
    private static final int MOST_WRITTEN = 100;

    private OpenLogs() {}

    /// At most five; none where this user may not see.
    public static List<Path> of(Path process) {
        TreeSet<Path> logs = new TreeSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                log(process, descriptor).ifPresent(logs::add);
            }
        } catch (IOException | DirectoryIteratorException _) {
            return List.of(); // ended meanwhile, or another user's
        }
        return logs.stream().limit(MOST).toList();
    }

    /// Where its standard output goes, where that is a file.
    public static Optional<Path> output(Path process) {
        return written(process, process.resolve("fd").resolve("1"));
    }

    private static Optional<Path> log(Path process, Path descriptor) {
        return written(process, descriptor)
                .filter(target ->
                        LOG.matcher(String.valueOf(target.getFileName())).matches()
                                || target.startsWith("/var/log")
                                || OUTPUT.contains(String.valueOf(descriptor.getFileName())));
    }

    /// Every file that it has open for writing, at most 100; none where this user may not see.
    public static Set<Path> written(Path process) {
        Set<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (files.size() < MOST_WRITTEN) {
                    written(process, descriptor).ifPresent(files::add);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return Set.of(); // ended meanwhile, or another user's
        }
        return files;
    }

    private static Optional<Path> written(Path process, Path descriptor) {
        try {
            Path target = Files.readSymbolicLink(descriptor);
            return target.isAbsolute() && Files.isRegularFile(target) && writes(process, descriptor)
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // closed meanwhile
        }
    }

    private static boolean writes(Path process, Path descriptor) throws IOException {
        Matcher flags =
                FLAGS.matcher(
                        Files.readString(
                                process.resolve("fdinfo").resolve(descriptor.getFileName())));
        return flags.find() && (Long.parseLong(flags.group(1), 8) & WRITING) != 0;
    }
}
