package dev.varde.collector.kernel;

import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What the kernel wrote into persistent storage when it went down (kernel documentation,
/// ABI/testing/pstore), and where systemd-pstore puts it after the next boot.
///
/// A file holds the end of the kernel's log, after a line such as `Panic#1 Part1`.
///
/// @param folders that are looked through, and the folders in them
record Dumps(List<Path> folders) {
    private static final int MOST_FILES = 64;
    private static final int LARGEST = 256 << 10;
    private static final int DEEPEST = 2;

    static Dumps ofHost() {
        return new Dumps(List.of(Path.of("/sys/fs/pstore"), Path.of("/var/lib/systemd/pstore")));
    }

    /// @param id of the file and of the line, the same wherever the file is moved
    /// @param fact the line that says most
    record Dump(String id, Instant time, KernelReported fact) {}

    /// Empty where there are none or they may not be read; only root may by default.
    List<Dump> all() {
        return folders.stream()
                .flatMap(f -> files(f).stream())
                .flatMap(f -> dump(f).stream())
                .toList();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isReadable(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            return files.filter(f -> f.getFileName().toString().startsWith("dmesg-"))
                    .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException | UncheckedIOException vanished) {
            return List.of();
        }
    }

    private static Optional<Dump> dump(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
            Instant time = Files.getLastModifiedTime(file).toInstant();
            return telling(text).map(line -> dump(file, time, line));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Dump dump(Path file, Instant time, Telling line) {
        String hash =
                UUID.nameUUIDFromBytes(line.raw().getBytes(StandardCharsets.ISO_8859_1)).toString();
        String name = file.getFileName().toString();
        String id = "pstore:" + name.substring(0, Math.min(100, name.length())) + ":" + hash;
        return new Dump(id, time, line.fact());
    }

    /// @param raw the line with its time, which no other panic has
    private record Telling(String raw, KernelReported fact) {
        boolean is(Report report) {
            return fact.report() == report;
        }
    }

    /// The panic, or else the first oops.
    private static Optional<Telling> telling(String text) {
        List<Telling> lines = text.lines().flatMap(l -> telling(l, plain(l)).stream()).toList();
        return lines.stream()
                .filter(t -> t.is(Report.PANIC))
                .findFirst()
                .or(() -> lines.stream().filter(t -> t.is(Report.OOPS)).findFirst());
    }

    private static Optional<Telling> telling(String raw, String text) {
        return KernelSigns.of(text)
                .filter(KernelReported.class::isInstance)
                .map(fact -> new Telling(raw, (KernelReported) fact));
    }

    /// Without `<4>` and `[ 12.345678]`, control characters and what is over 2,000 characters.
    private static String plain(String line) {
        String text =
                line.replaceFirst(
                        "^(?:<\\d{1,3}>)?(?:\\[ *\\d+\\.\\d+\\](?:\\[.{1,12}\\])? )?", "");
        return text.substring(0, Math.min(2_000, text.length())).replaceAll("\\p{Cntrl}", " ");
    }
}
