package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The files that lie beside a log, the one written longest ago first: its older generations are
/// among them. At most 2,000 are looked at.
final class Beside {
    private static final int MOST = 2_000;

    /// File systems and compressors round times.
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private final Path log;
    private final List<Found> files;

    private Beside(Path log, List<Found> files) {
        this.log = log;
        this.files = files;
    }

    /// What cannot be listed has nothing beside it; that it cannot be read is said by who looks for
    /// the log itself.
    static Beside of(Path log) {
        List<Found> files = new ArrayList<>();
        Path directory = log.getParent();
        if (directory != null) {
            try (var all = Files.newDirectoryStream(directory)) {
                for (Path path : all) {
                    if (files.size() < MOST) {
                        stat(path).ifPresent(files::add);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                TailLog.notListed(directory, e);
            }
        }
        files.sort(Comparator.comparing(found -> found.stat().modified()));
        return new Beside(log, files);
    }

    private static Optional<Found> stat(Path path) {
        try {
            return FileKey.stat(path).map(stat -> new Found(path, stat));
        } catch (IOException e) {
            TailLog.notListed(path, e);
            return Optional.empty();
        }
    }

    /// The file under whatever name.
    Optional<Found> named(FileKey key) {
        return files.stream().filter(found -> found.key().equals(key)).findFirst();
    }

    /// Generations that are not packed.
    List<Found> plain(Predicate<Found> known) {
        return generations(known)
                .filter(found -> RotatedName.Packing.of(found.path()).isEmpty())
                .toList();
    }

    /// Generations packed after the log was last seen to be written to.
    List<Found> packed(Predicate<Found> known, Instant since) {
        return generations(known)
                .filter(found -> RotatedName.Packing.of(found.path()).isPresent())
                .filter(found -> !found.stat().modified().isBefore(since.minus(ROUNDING)))
                .toList();
    }

    private java.util.stream.Stream<Found> generations(Predicate<Found> known) {
        return files.stream()
                .filter(found -> RotatedName.isOf(found.path(), log))
                .filter(found -> !known.test(found));
    }
}
