package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random walks over what programs, rotation, brokers and kills do to a log and its reader, on real
/// files, checked against a model of what was written. `-Dvarde.walk.seed=N` walks one again.
class TailWalkTest {
    private static final int SHORT_WALKS = 240;
    private static final int SHORT = 30;
    private static final int LONG_WALKS = 30;
    private static final int LONG = 100;

    @TempDir private Path directory;

    @Test
    void nothingAcknowledgedIsLostNothingCompleteIsSkippedAndNoLineIsCut() throws IOException {
        Integer only = Integer.getInteger("varde.walk.seed");
        int first = only == null ? 0 : only;
        int end = only == null ? SHORT_WALKS + LONG_WALKS : only + 1;
        for (int seed = first; seed < end; seed++) {
            walk(seed);
        }
    }

    private void walk(int seed) throws IOException {
        Path own = Files.createDirectory(directory.resolve("walk-" + seed));
        try (TailWalk walk = new TailWalk(own, seed)) {
            walk.go(seed < SHORT_WALKS ? SHORT : LONG);
            check(walk);
        }
    }

    private static void check(TailWalk walk) {
        List<String> told = walk.seen().lines().stream().map(TailWalkTest::label).toList();
        Set<String> written = new HashSet<>();
        walk.written().forEach(line -> written.add(label(line)));
        assertThat(told).as("no line cut, none made up: " + walk).allMatch(written::contains);
        written.removeAll(told);
        assertThat(written).as("skipped: " + walk).isEmpty();
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < told.size(); i++) {
            String id = walk.seen().ids().get(i);
            assertThat(ids.putIfAbsent(told.get(i), id)).as(told.get(i) + walk).isIn(null, id);
        }
        assertThat(new HashSet<>(ids.values())).as(walk.toString()).hasSameSizeAs(ids.keySet());
    }

    /// A line by its beginning and a checksum; of one that is longer than what is kept, the
    /// beginning counts.
    private static String label(String line) {
        String kept = line.length() <= 4_000 ? line : line.substring(0, 4_000);
        return kept.substring(0, Math.min(30, kept.length()))
                + " #"
                + Integer.toHexString(kept.hashCode());
    }
}
