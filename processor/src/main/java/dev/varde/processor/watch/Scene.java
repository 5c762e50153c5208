package dev.varde.processor.watch;

import dev.varde.processor.diagnosis.Case.Neighbour;
import dev.varde.processor.diagnosis.SiteRules;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import java.time.Instant;
import java.util.List;

/// One instance with what is known around it, at one moment.
///
/// @param neighbours services it needs on the same host that are down
/// @param seen when the newest event reached Kafka
/// @param now on the host's clock
/// @param rules of the site's own
public record Scene(
        InstanceEvidence instance,
        HostEvidence host,
        List<Neighbour> neighbours,
        Instant seen,
        Instant now,
        Around around,
        SiteRules rules) {
    public Scene {
        neighbours = List.copyOf(neighbours);
    }

    /// With nothing around it, where the site has no rules of its own.
    public Scene(
            InstanceEvidence instance,
            HostEvidence host,
            List<Neighbour> neighbours,
            Instant seen,
            Instant now) {
        this(instance, host, neighbours, seen, now, Around.NOTHING, SiteRules.NONE);
    }
}
