package dev.varde.processor.diagnosis;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.Incident.Fingerprint;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.sameness.Fingerprints;
import java.util.Optional;
import java.util.Set;

/// What a case is grouped by with others that are the same.
public final class Grouping {
    private static final Set<String> WORDS = Set.of("log", "kernel");

    private Grouping() {}

    /// By the trace or the line that the best finding rests on, else by how it ended; empty for
    /// what is no crash.
    public static Optional<Fingerprint> fingerprint(Case.OfService c, Finding best) {
        return switch (c) {
            case Death d -> Optional.of(ofDeath(d, best));
            case Case.Failing f -> Optional.of(ending(c, best, failing(f)));
            case Case.Missing _ -> Optional.of(ending(c, best, "no process was found"));
            case Case.Away _ -> Optional.of(ending(c, best, "it stays away"));
            case Case.RunningOut _ -> Optional.empty();
        };
    }

    private static Fingerprint ofDeath(Death d, Finding best) {
        Optional<Fingerprint> trace =
                d.transcript()
                        .lastTrace()
                        .filter(t -> restsOn(best, t))
                        .map(t ->
                                Fingerprints.ofTrace(
                                        d.instance().service(),
                                        best.cause(),
                                        t.type(),
                                        t.message(),
                                        t.lines().stream().map(Line::text).toList()));
        return trace.or(() -> line(d, best)).orElseGet(() -> ending(d, best, d.ending().words()));
    }

    private static boolean restsOn(Finding best, Trace trace) {
        return best.evidence().stream()
                .filter(e -> e.source().equals("log"))
                .map(Grouping::firstLine)
                .anyMatch(first ->
                        trace.lines().stream().anyMatch(l -> l.text().strip().equals(first)));
    }

    private static Optional<Fingerprint> line(Death d, Finding best) {
        return best.evidence().stream()
                .filter(e -> WORDS.contains(e.source()))
                .findFirst()
                .map(e -> Fingerprints.ofLine(d.instance().service(), best.cause(), firstLine(e)));
    }

    private static String firstLine(Evidence e) {
        return e.text().lines().findFirst().orElse("").strip();
    }

    private static Fingerprint ending(Case.OfService c, Finding best, String words) {
        return Fingerprints.ofEnding(c.instance().service(), best.cause(), words);
    }

    private static String failing(Case.Failing f) {
        var failure = f.check().failure();
        return failure == null
                ? f.check().check()
                : f.check().check()
                        + " "
                        + failure.fact().failure()
                        + (failure.fact().status() == null ? "" : " " + failure.fact().status());
    }
}
