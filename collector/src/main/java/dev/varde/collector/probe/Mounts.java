package dev.varde.collector.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The mounted file systems, from /proc/self/mounts (fstab(5) format, blanks as `\040`).
final class Mounts {
    private static final int LARGEST = 4 << 20;

    private Mounts() {}

    /// @param point where it is mounted
    record Mount(Path point, String device, String type, boolean readOnly) {}

    /// All of this process's.
    static List<Mount> here() {
        return parseAll(table());
    }

    /// The table as the kernel writes it, by which a change is seen.
    static String table() {
        return Proc.text("/proc/self/mounts", LARGEST).orElse("");
    }

    static List<Mount> parseAll(String table) {
        return table.lines().flatMap(l -> parse(l).stream()).toList();
    }

    static Optional<Mount> parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length < 4 || !fields[1].startsWith("/") || fields[1].indexOf('\0') >= 0) {
            return Optional.empty();
        }
        boolean readOnly = List.of(fields[3].split(",")).contains("ro");
        Path point = Path.of(plain(fields[1]));
        return Optional.of(new Mount(point, plain(fields[0]), fields[2], readOnly));
    }

    private static String plain(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    /// The mount that a path lies on; of several at one point the last, which covers the others.
    static Optional<Mount> of(Path path, List<Mount> mounts) {
        List<Mount> above = new ArrayList<>(mounts);
        above.removeIf(m -> !path.startsWith(m.point()));
        return above.reversed().stream()
                .max(Comparator.comparingInt(m -> m.point().getNameCount()));
    }
}
