package dev.varde.notifier.restart;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Around;
import dev.varde.events.config.Brake;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.notifier.restart.Fleet.Approval;
import dev.varde.notifier.restart.Fleet.Deploy;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is done for a whole service rather than for one instance: how many may restart at once, and
/// the brake.
///
/// What falls on many hosts of the same cause, or soon after a deploy, is no fault of one process:
/// a restart of each would bring the fault back everywhere, and nobody would have looked. What fell
/// because something it needs was down is explained by that, and is left out.
public final class FleetRules {
    /// For how long an approval holds.
    public static final Duration APPROVED_FOR = Duration.ofHours(1);

    private static final int SOME = 2;

    private final Restarts limits;

    public FleetRules(Restarts limits) {
        this.limits = limits;
    }

    /// How many instances may restart at once, at least one.
    public int atOnce(Incident incident) {
        return Math.max(1, (int) Math.floor(limits.fleet() * instances(incident) + 1e-9));
    }

    /// How far back the brake looks.
    public Duration horizon() {
        return limits.brake().within();
    }

    /// Why restarts of the service are stopped; empty when they are not, or when people have
    /// approved this one.
    public Optional<String> stopped(Incident incident, Fleet fleet, Instant now) {
        if (explained(incident) || approved(incident, fleet, now).isPresent()) {
            return Optional.empty();
        }
        return sameElsewhere(incident, fleet)
                .or(() -> justDeployed(incident, fleet))
                .map(why ->
                        "restarts of "
                                + fleet.service()
                                + " are stopped: "
                                + why
                                + ". Approve them with: varde restart --approve "
                                + fleet.service());
    }

    /// The newest approval that holds for this incident.
    public static Optional<Approval> approved(Incident incident, Fleet fleet, Instant now) {
        return fleet.approvals().stream()
                .filter(a -> covers(a, incident))
                .filter(a -> now.isBefore(a.at().plus(APPROVED_FOR)))
                .reduce((x, y) -> x.at().isAfter(y.at()) ? x : y);
    }

    /// Whether an approval is about this incident, at whatever time.
    public static boolean covers(Approval a, Incident incident) {
        boolean about =
                a.incident() == null
                        || a.incident().equals(incident.id())
                        || a.incident().equals(incident.parent());
        return about && !incident.times().opened().isAfter(a.at());
    }

    /// Whether something that it needs was down, which explains it.
    public static boolean explained(Incident incident) {
        Around around = incident.around();
        return around != null && (!around.down().isEmpty() || around.back() != null);
    }

    private Optional<String> sameElsewhere(Incident incident, Fleet fleet) {
        Brake brake = limits.brake();
        Set<String> fallen = fleet.fallen().getOrDefault(incident.cause(), Set.of());
        int hosts = fallen.size() + (fallen.contains(incident.subject()) ? 0 : 1);
        boolean many = hosts >= brake.hosts();
        boolean share = hosts >= SOME && hosts > limits.fleet() * instances(incident);
        return many || (share && known(incident))
                ? Optional.of(said(incident, hosts, brake))
                : Optional.empty();
    }

    private static String said(Incident incident, int hosts, Brake brake) {
        String of = known(incident) ? " of " + Math.max(hosts, instances(incident)) : "";
        return "%s on %d%s hosts within %s"
                .formatted(incident.cause(), hosts, of, Wording.span(brake.within()));
    }

    private Optional<String> justDeployed(Incident incident, Fleet fleet) {
        Duration after = limits.brake().deploy();
        Instant died = incident.times().died();
        Instant fell = died == null ? incident.times().opened() : died;
        return after.isZero()
                ? Optional.empty()
                : fleet.deploys().stream()
                        .filter(d ->
                                d.instance() == null || d.instance().equals(incident.subject()))
                        .filter(d ->
                                !fell.isBefore(d.from()) && fell.isBefore(d.until().plus(after)))
                        .findFirst()
                        .map(d -> said(d, after));
    }

    private static String said(Deploy d, Duration after) {
        return "it fell within %s of its deploy by %s%s"
                .formatted(
                        Wording.span(after), d.by(), d.note() == null ? "" : " (" + d.note() + ")");
    }

    private static boolean known(Incident incident) {
        return incident.around() != null;
    }

    private static int instances(Incident incident) {
        return incident.around() == null ? 1 : Math.max(1, incident.around().instances());
    }
}
