package dev.varde.collector.tail;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How rotation names the older generations of `app.log`: `app.log.1`, `app.log-20261125`,
/// `app-2026-11-25.log`, `app.1.log`, `app.log.old`, each perhaps packed.
final class RotatedName {
    private static final Pattern NUMBERS = Pattern.compile("[-._0-9TZ@+]*");
    private static final Pattern GENERATION =
            Pattern.compile("(?:[-.][-._0-9TZ@+]*[0-9]|[.](?:old|bak|prev))$");
    private static final Pattern WORDS = Pattern.compile("[.](?:old|bak|prev)");

    /// How a generation is packed.
    enum Packing {
        GZIP(".gz"),
        XZ(".xz"),
        ZSTD(".zst"),
        BZIP2(".bz2"),
        LZ4(".lz4"),
        ZIP(".zip");

        private final String ending;

        Packing(String ending) {
            this.ending = ending;
        }

        static Optional<Packing> of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            for (Packing packing : values()) {
                if (name.endsWith(packing.ending)) {
                    return Optional.of(packing);
                }
            }
            return Optional.empty();
        }
    }

    private RotatedName() {}

    /// Whether the file could be an older generation of the log, or of the log that the given one
    /// is a generation of itself.
    static boolean isOf(Path file, Path log) {
        String name = unpacked(file);
        String base = GENERATION.matcher(unpacked(log)).replaceFirst("");
        if (name.equals(base)) {
            return Packing.of(file).isPresent();
        }
        return (name.startsWith(base) && isSuffix(name.substring(base.length())))
                || isDated(name, base);
    }

    /// `app-2026-11-25.log` or `app.1.log` of `app.log`.
    private static boolean isDated(String name, String base) {
        int dot = base.lastIndexOf('.');
        String stem = dot > 0 ? base.substring(0, dot) : base;
        String ending = dot > 0 ? base.substring(dot) : "";
        return name.length() > base.length()
                && name.startsWith(stem)
                && name.endsWith(ending)
                && NUMBERS.matcher(name.substring(stem.length(), name.length() - ending.length()))
                        .matches();
    }

    private static boolean isSuffix(String rest) {
        return NUMBERS.matcher(rest).matches() || WORDS.matcher(rest).matches();
    }

    private static String unpacked(Path file) {
        String name = String.valueOf(file.getFileName());
        return Packing.of(file)
                .map(p -> name.substring(0, name.length() - p.ending.length()))
                .orElse(name);
    }
}
