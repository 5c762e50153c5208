package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.dispatch.Merge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A digest, and its parts as they end with it.
record Merged(Job digest, List<Job> parts) {
    static Merged of(Merge merge, Instant now) {
        List<Delivery> told = merge.parts().stream().map(Job::delivery).toList();
        Delivery digest = Digests.of(told, merge.reason(), now);
        Map<IncidentId, Incident> newest = new HashMap<>();
        for (Job part : merge.parts()) {
            for (Incident i : part.incidents()) {
                newest.merge(i.id(), i, (a, b) -> b.revision() > a.revision() ? b : a);
            }
        }
        List<Incident> incidents =
                Digests.about(digest).stream()
                        .filter(newest::containsKey)
                        .map(newest::get)
                        .toList();
        Job job = new Job(digest, partition(merge, digest), incidents);
        return new Merged(job, merge.parts().stream().map(p -> ended(p, digest)).toList());
    }

    /// Everything that is to be written.
    List<Job> all() {
        List<Job> all = new ArrayList<>(parts);
        all.addFirst(digest);
        return all;
    }

    /// With the part whose thread it goes on with.
    private static int partition(Merge merge, Delivery digest) {
        return merge.parts().stream()
                .filter(p -> p.delivery().incident().equals(digest.incident()))
                .findFirst()
                .orElse(merge.parts().getFirst())
                .partition();
    }

    private static Job ended(Job part, Delivery digest) {
        String reason = "told in digest " + digest.id();
        return part.with(Deliveries.ended(part.delivery(), Delivery.State.SUPERSEDED, reason));
    }
}
