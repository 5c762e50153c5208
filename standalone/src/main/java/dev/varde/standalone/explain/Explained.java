package dev.varde.standalone.explain;

import dev.varde.processor.diagnosis.Diagnosis;
import dev.varde.processor.diagnosis.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A death that was read out of a log, or a trouble of the host.
///
/// @param source the file that it was read in
/// @param who what died
/// @param at when, where the lines say so
/// @param rank how much it is to be believed to be the first cause of all; the least is the first
/// @param lines the last lines of what died
record Explained(
        String source,
        String who,
        @Nullable Instant at,
        int rank,
        Diagnosis diagnosis,
        List<TextLine> lines) {
    Explained {
        lines = List.copyOf(lines);
    }

    Finding best() {
        return diagnosis.best();
    }
}
