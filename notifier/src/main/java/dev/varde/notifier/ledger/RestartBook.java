package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.events.ServiceName;
import dev.varde.notifier.restart.Fleet;
import dev.varde.notifier.restart.FleetRules;
import dev.varde.notifier.restart.Past;
import dev.varde.notifier.restart.Past.Ordered;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the ledger says about restarts, by instance, by incident and by service; and what people
/// have said about them. Entries come in the order of their partition, in which all of a service
/// are.
final class RestartBook {
    static final String CHANNEL = "restart";

    /// A restart: `INTENDED` while it is announced, `DELIVERED` once ordered, with `due` until when
    /// its outcome is waited for.
    static final String ORDERED = "restart.ordered";

    /// A request for one of the places that a service has: `INTENDED` until it is decided.
    static final String CLAIMED = "restart.claimed";

    static final String DECLINED = "restart.declined";

    /// Declined by the fleet brake.
    static final String STOPPED = "restart.stopped";

    /// People were asked, in this incident's thread, about others that were stopped.
    static final String ASKED = "restart.asked";

    /// The incident is closed; `DELIVERED` when health was proven, at `intended`.
    static final String ENDED = "restart.ended";

    /// A claim whose notifier ended before it decided counts no longer than this.
    static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofDays(8);

    private final Map<IncidentId, Map<DeliveryId, Delivery>> incidents = new LinkedHashMap<>();
    private final Map<String, Map<DeliveryId, Delivery>> instances = new LinkedHashMap<>();
    private final Map<String, Map<DeliveryId, Delivery>> services = new LinkedHashMap<>();
    private final RestartWords words = new RestartWords();

    void apply(Delivery d) {
        if (!d.channel().equals(CHANNEL)) {
            return;
        }
        put(incidents, d.incident(), d);
        put(instances, d.subject(), d);
        put(services, service(d), d);
    }

    /// One that is written anew goes to the end: a claim that is made again stands behind those
    /// that were made since.
    private static <K> void put(Map<K, Map<DeliveryId, Delivery>> all, K key, Delivery d) {
        Map<DeliveryId, Delivery> known = all.computeIfAbsent(key, _ -> new LinkedHashMap<>());
        known.remove(d.id());
        known.put(d.id(), d);
    }

    void apply(OperatorWord word) {
        words.apply(word);
    }

    Past past(Incident incident) {
        String instance = incident.subject();
        Collection<Delivery> own = of(instances, instance);
        List<Ordered> ordered =
                own.stream().flatMap(d -> ordered(d).stream()).sorted(BY_TIME).toList();
        List<OrderId> ofIncident = orders(incident.id()).map(RestartBook::order).toList();
        return new Past(
                ordered,
                ordered.stream().filter(o -> ofIncident.contains(o.order())).toList(),
                own.stream().map(d -> RestartPapers.fall(d).opened()).distinct().toList(),
                own.stream()
                        .filter(d -> is(d, ENDED, Delivery.State.DELIVERED))
                        .map(Delivery::intended)
                        .toList(),
                declined(incident.id()),
                words.resumed(instance),
                approved(incident),
                planned(incident.id())
                        .map(p -> new Past.Planned(p.intended(), p.reason()))
                        .orElse(null));
    }

    private static final Comparator<Ordered> BY_TIME = Comparator.comparing(Ordered::at);

    private static Optional<Ordered> ordered(Delivery d) {
        if (!isOrder(d) || d.order() == null) {
            return Optional.empty();
        }
        Delivery.Fall fall = RestartPapers.fall(d);
        return Optional.of(
                new Ordered(
                        d.order(), d.intended(), fall.opened(), fall.cause(), fall.fingerprint()));
    }

    private static OrderId order(Delivery d) {
        return java.util.Objects.requireNonNull(d.order());
    }

    private @Nullable Instant declined(IncidentId incident) {
        return of(incidents, incident).stream()
                .filter(d ->
                        d.type().equals(DECLINED)
                                || d.type().equals(STOPPED)
                                || d.type().equals(ASKED))
                .map(Delivery::intended)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private @Nullable Instant approved(Incident incident) {
        ServiceName service = incident.service();
        return service == null
                ? null
                : words.approvals(service).stream()
                        .filter(a -> FleetRules.covers(a, incident))
                        .map(Fleet.Approval::at)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    /// The orders of an incident, with what became of them.
    Stream<Delivery> orders(IncidentId incident) {
        return of(incidents, incident).stream().filter(d -> isOrder(d) && d.order() != null);
    }

    /// A restart that was announced for later.
    Optional<Delivery> planned(IncidentId incident) {
        return of(incidents, incident).stream()
                .filter(d -> is(d, ORDERED, Delivery.State.INTENDED))
                .reduce((_, newer) -> newer);
    }

    /// A claim that is not decided yet.
    Optional<Delivery> claim(IncidentId incident) {
        return of(incidents, incident).stream()
                .filter(d -> is(d, CLAIMED, Delivery.State.INTENDED))
                .reduce((_, newer) -> newer);
    }

    Optional<Delivery> entry(IncidentId incident, String type) {
        return of(incidents, incident).stream().filter(d -> d.type().equals(type)).findFirst();
    }

    /// Incidents whose end has still to be noted.
    List<IncidentId> unsettled() {
        return incidents.entrySet().stream()
                .filter(e -> e.getValue().values().stream().anyMatch(RestartBook::isOrder))
                .filter(e -> e.getValue().values().stream().noneMatch(d -> d.type().equals(ENDED)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// All that is remembered of a service, in the order in which it was written.
    Collection<Delivery> of(ServiceName service) {
        return of(services, service.value());
    }

    RestartWords words() {
        return words;
    }

    /// Forgets what no decision can rest on any more.
    ///
    /// @param longest how far back any hold looks
    void forget(Instant now, Duration longest) {
        Instant before = now.minus(longest.compareTo(REMEMBERED) > 0 ? longest : REMEMBERED);
        for (Map<?, Map<DeliveryId, Delivery>> all : List.of(incidents, instances, services)) {
            all.values().forEach(m -> m.values().removeIf(d -> d.intended().isBefore(before)));
            all.values().removeIf(Map::isEmpty);
        }
        words.forget(before);
    }

    static boolean isOrder(Delivery d) {
        return is(d, ORDERED, Delivery.State.DELIVERED);
    }

    static boolean is(Delivery d, String type, Delivery.State state) {
        return d.type().equals(type) && d.state() == state;
    }

    static String service(Delivery d) {
        int at = d.subject().lastIndexOf('@');
        return at < 0 ? d.subject() : d.subject().substring(0, at);
    }

    private static <K> Collection<Delivery> of(Map<K, Map<DeliveryId, Delivery>> all, K key) {
        return all.getOrDefault(key, Map.of()).values();
    }
}
