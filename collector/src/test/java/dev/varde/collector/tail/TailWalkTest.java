package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random walks over what programs, rotation, brokers and kills do to a log and its reader, on real
/// files, checked against a model of what was written. `-Dvarde.walk.seed=N` walks one again,
/// `-Dvarde.walk.seeds=N` as many.
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
        int most = Integer.getInteger("varde.walk.seeds", SHORT_WALKS + LONG_WALKS);
        int end = only == null ? most : only + 1;
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
        assertThat(walk.seen().gaps())
                .as("no generation is damaged: " + walk)
                .noneMatch(gap -> gap.reason().contains("unpacked"));
        assertThat(toldAgain(walk)).as("told again though secured: " + walk).isEmpty();
    }

    /// A line is told again, under the same id, only by a run that began from a position before it:
    /// the run before was killed between telling it and saving a position behind it. That position
    /// waits for the broker, and for lines before it that are not decided yet. Once it is saved, no
    /// later run tells the line.
    private static List<String> toldAgain(TailWalk walk) {
        List<String> again = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        List<String> ids = walk.seen().ids();
        for (int i = 0; i < ids.size(); i++) {
            int told = i;
            Integer before = first.putIfAbsent(ids.get(i), i);
            if (before != null && walk.secured().stream().anyMatch(n -> before < n && n <= told)) {
                again.add(walk.seen().lines().get(i));
            }
        }
        return again;
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
