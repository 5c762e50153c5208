package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.InstanceId;
import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that the console knows, in memory and bounded. One thread writes, many read; every change
/// raises [#version()], by which readers see that there is something new.
public final class Board {
    private final Fleet fleet = new Fleet();
    private final Casebook casebook = new Casebook();
    private final SilenceList silences = new SilenceList();
    private final CanaryTrack canary = new CanaryTrack();
    private Reach reach = Reach.NONE;
    private long skipped;
    private volatile long version;

    /// @param at when it reached the console
    public synchronized void see(HostEvent event, Instant at) {
        fleet.see(event, at);
        changed();
    }

    public synchronized void see(Incident incident) {
        casebook.see(incident);
        changed();
    }

    /// The canary's is no one's message and is kept apart.
    public synchronized void see(Delivery delivery) {
        if (!delivery.incident().equals(Incident.CANARY)) {
            casebook.see(delivery);
            changed();
        } else if (canary.see(delivery)) {
            changed();
        }
    }

    /// @param every how often it is lit; null for never
    public synchronized void expectCanary(@Nullable Duration every) {
        canary.expect(every);
    }

    /// How long its way took; empty before one came.
    public synchronized Optional<CanaryView> canary(Instant now) {
        return canary.view(now);
    }

    /// What an operator said; only of silences something is kept.
    public synchronized void hear(OperatorWord word) {
        if (silences.hear(word)) {
            changed();
        }
    }

    /// Silences that are not over.
    public synchronized List<SilenceView> silences(Instant now) {
        return silences.at(now);
    }

    public synchronized Optional<Silence> silence(SilenceId id) {
        return silences.find(id);
    }

    /// The incident was removed from its topic.
    public synchronized void forget(IncidentId id) {
        casebook.forget(id);
        changed();
    }

    /// A record could not be read.
    public synchronized void skip() {
        skipped++;
        changed();
    }

    public synchronized void kafkaAnswers(boolean complete) {
        reach(new Reach(true, complete, "", 0));
    }

    public synchronized void kafkaIsAway(String why) {
        reach(new Reach(false, reach.complete(), why, 0));
    }

    private void reach(Reach now) {
        if (!now.equals(reach)) {
            reach = now;
            changed();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void changed() {
        version++; // only ever written under the lock
    }

    public long version() {
        return version;
    }

    public synchronized Overview overview(Instant now) {
        List<HostView> hosts = fleet.hosts(now);
        List<ServiceView> services = fleet.services(now);
        List<IncidentRow> open = rows(casebook.open());
        List<Incident> past = casebook.past();
        return new Overview(
                now,
                Headline.of(open, services, hosts),
                reach(),
                canary.view(now).orElse(null),
                hosts,
                services,
                open,
                rows(past.subList(0, Math.min(Overview.MOST_PAST, past.size()))),
                past.size());
    }

    /// All incidents that are kept, open ones first.
    public synchronized List<IncidentRow> incidents() {
        return Stream.concat(casebook.open().stream(), casebook.past().stream())
                .map(IncidentRow::of)
                .toList();
    }

    public synchronized Reach reach() {
        return new Reach(reach.answers(), reach.complete(), reach.detail(), skipped);
    }

    public synchronized Optional<Incident> incident(IncidentId id) {
        return casebook.incident(id);
    }

    public synchronized List<Delivery> deliveries(IncidentId id) {
        return casebook.deliveries(id);
    }

    /// @param after the id that the last page ended with, or null
    /// @param most 1 to [DeliveryPage#MOST]
    public synchronized DeliveryPage deliveries(
            DeliveryQuery query, @Nullable DeliveryId after, int most) {
        return DeliveryPage.of(casebook.deliveries(query), after, most);
    }

    public synchronized Optional<Delivery> delivery(DeliveryId id) {
        return casebook.delivery(id);
    }

    public synchronized Optional<IncidentPage> page(IncidentId id) {
        return casebook.incident(id).map(i -> IncidentPage.of(i, casebook.deliveries(id)));
    }

    public synchronized Optional<ServiceView> service(InstanceId id, Instant now) {
        return fleet.service(id, now);
    }

    /// The open incident of an instance.
    public synchronized Optional<Incident> openIncident(InstanceId id) {
        return casebook.open().stream()
                .filter(i -> i.host().equals(id.host()) && id.service().equals(i.service()))
                .findFirst();
    }

    private static List<IncidentRow> rows(List<Incident> incidents) {
        return incidents.stream().map(IncidentRow::of).toList();
    }
}
