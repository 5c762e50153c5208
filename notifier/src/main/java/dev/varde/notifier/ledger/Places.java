package dev.varde.notifier.ledger;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.ServiceName;
import dev.varde.notifier.restart.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The restarts of one service everywhere, at one moment: who has a place, who stands before whom,
/// and where it fell lately. Kept up to date by what is decided in a round.
///
/// An ordered restart has a place until its outcome is known or can no longer come. A claim has one
/// against all that stand behind it in the ledger, until it is decided. So of two notifiers that
/// claim the last place at once, the one whose claim stands first gets it, and both see it so.
final class Places {
    /// Within so long a notifier may decide its own claim; others heed it for longer than that, as
    /// clocks differ.
    static final Duration OWN = Duration.ofSeconds(10);

    private final ServiceName service;
    private final RestartWords words;
    private final Map<Cause, Set<String>> fallen = new HashMap<>();
    private final Map<IncidentId, Delivery> claims = new LinkedHashMap<>();
    private final Map<IncidentId, Delivery> stopped = new HashMap<>();
    private int underWay;
    private int asked;

    /// @param horizon how far back a fall counts
    Places(
            ServiceName service,
            Collection<Delivery> entries,
            RestartWords words,
            Duration horizon,
            Instant now) {
        this.service = service;
        this.words = words;
        for (Delivery d : entries) {
            take(d, now);
            if (d.intended().isAfter(now.minus(horizon))) {
                fell(d);
            }
        }
    }

    private void take(Delivery d, Instant now) {
        if (RestartBook.isOrder(d) && d.due() != null && now.isBefore(d.due())) {
            underWay++;
        }
        if (RestartBook.is(d, RestartBook.CLAIMED, Delivery.State.INTENDED)
                && now.isBefore(d.intended().plus(RestartBook.CLAIM))) {
            claims.put(d.incident(), d);
        }
        if (d.type().equals(RestartBook.STOPPED) && d.fall() != null && d.fall().parent() != null) {
            stopped.merge(d.fall().parent(), d, Places::later);
        }
    }

    private void fell(Delivery d) {
        boolean told = d.type().equals(RestartBook.ENDED) || d.type().equals(RestartBook.ASKED);
        if (!told && d.fall() != null && !d.fall().explained()) {
            fell(d.fall().cause(), d.subject());
        }
    }

    private void fell(Cause cause, String instance) {
        fallen.computeIfAbsent(cause, _ -> new HashSet<>()).add(instance);
    }

    Fleet fleet() {
        return new Fleet(service, fallen, words.deploys(service), words.approvals(service));
    }

    /// The claim of an incident that its own notifier may still decide.
    Optional<Delivery> claim(IncidentId incident, int number, Instant now) {
        return Optional.ofNullable(claims.get(incident))
                .filter(c -> c.id().value().endsWith("/restart-" + number + "/claim"))
                .filter(c -> c.due() != null && now.isBefore(c.due()));
    }

    /// How many have a place before this claim.
    int before(Delivery claim) {
        int earlier = 0;
        for (Delivery c : claims.values()) {
            if (c.id().equals(claim.id())) {
                break;
            }
            earlier++;
        }
        return underWay + earlier;
    }

    /// How many others have a place, or ask for one.
    int taken(IncidentId incident) {
        return underWay + claims.size() - (claims.containsKey(incident) ? 1 : 0) + asked;
    }

    /// A claim is made.
    void ask(Incident incident, boolean explained) {
        asked++;
        if (!explained) {
            fell(incident.cause(), incident.subject());
        }
    }

    void granted(IncidentId incident) {
        claims.remove(incident);
        underWay++;
    }

    void withdrawn(IncidentId incident) {
        claims.remove(incident);
    }

    /// The newest of those explained by this incident whose restarts were stopped after people were
    /// last asked about them and answered.
    ///
    /// @param asked when people were asked in this incident's thread
    Optional<Delivery> stoppedBelow(IncidentId incident, @Nullable Instant asked) {
        return Optional.ofNullable(stopped.get(incident))
                .filter(d -> asked == null || (answered(asked) && d.intended().isAfter(asked)));
    }

    private boolean answered(Instant asked) {
        return words.approvals(service).stream().anyMatch(a -> a.at().isAfter(asked));
    }

    private static Delivery later(Delivery a, Delivery b) {
        return a.intended().isAfter(b.intended()) ? a : b;
    }
}
