package dev.varde.console.view;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts and services as the events tell them, bounded: at most [#MOST_HOSTS] hosts and
/// [#MOST_INSTANCES] instances, of which the one unheard of for longest goes first. Events may come
/// in any order and more than once.
final class Fleet {
    /// How long a host may say nothing until it is called silent; health checks are told at least
    /// every 30 seconds.
    static final Duration SILENCE = Duration.ofSeconds(45);

    static final int MOST_HOSTS = 2_000;
    static final int MOST_INSTANCES = 10_000;

    private final Map<HostName, HostNotes> hosts = new HashMap<>();
    private final Map<HostName, Instant> heard = new HashMap<>();
    private final Map<InstanceId, InstanceNotes> instances = new HashMap<>();

    /// @param at when it reached the console, on the console's clock
    void see(HostEvent event, Instant at) {
        HostNotes host = hosts.computeIfAbsent(event.host(), HostNotes::new);
        heard.merge(event.host(), at, (a, b) -> a.isAfter(b) ? a : b);
        host.heard(at);
        host.see(event.fact(), event.time());
        event.instance()
                .ifPresent(i ->
                        instances
                                .computeIfAbsent(i, InstanceNotes::new)
                                .see(event.fact(), event.time()));
        if (event.fact() instanceof CollectorStarted
                || event.fact() instanceof ConfigurationTaken) {
            forgetDropped(event.host(), host);
        }
        bound();
    }

    /// Services the newest start or configuration no longer names and that were not heard of since
    /// are forgotten.
    private void forgetDropped(HostName name, HostNotes host) {
        List<ServiceName> watched = host.watched();
        instances
                .values()
                .removeIf(i ->
                        i.id().host().equals(name)
                                && i.lastSeen().isBefore(host.watchedSince())
                                && !watched.contains(i.id().service()));
    }

    private void bound() {
        if (hosts.size() > MOST_HOSTS) {
            heard.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .ifPresent(oldest -> {
                        heard.remove(oldest);
                        hosts.remove(oldest);
                    });
        }
        if (instances.size() > MOST_INSTANCES) {
            instances.values().stream()
                    .min(Comparator.comparing(InstanceNotes::lastSeen))
                    .map(InstanceNotes::id)
                    .ifPresent(instances::remove);
        }
    }

    List<HostView> hosts(Instant now) {
        return hosts.values().stream()
                .map(h -> h.view(now, SILENCE))
                .sorted(Comparator.comparing(HostView::name))
                .toList();
    }

    /// Those that need a look first, then by name.
    List<ServiceView> services(Instant now) {
        return instances.values().stream()
                .map(i -> i.view(silent(i.id().host(), now)))
                .sorted(
                        Comparator.comparing((ServiceView s) -> s.standing() == Standing.WELL)
                                .thenComparing(ServiceView::service)
                                .thenComparing(ServiceView::host))
                .toList();
    }

    Optional<ServiceView> service(InstanceId id, Instant now) {
        return Optional.ofNullable(instances.get(id)).map(i -> i.view(silent(id.host(), now)));
    }

    private boolean silent(HostName host, Instant now) {
        HostNotes notes = hosts.get(host);
        return notes == null || notes.hasStopped() || notes.silent(now, SILENCE);
    }
}
