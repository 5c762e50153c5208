package dev.varde.collector.app;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a changed configuration means for a collector that runs.
///
/// @param changes what is different, in words; empty when nothing that a collector reads is
/// @param refused what cannot change while it runs, each with what to do; the file is refused then
record Difference(List<String> changes, List<String> refused) {
    Difference {
        changes = List.copyOf(changes);
        refused = List.copyOf(refused);
    }

    static Difference between(Configuration before, Configuration now) {
        List<String> changes = new ArrayList<>();
        if (!before.host().labels().equals(now.host().labels())) {
            changes.add("the host's labels");
        }
        if (!before.redFlags().equals(now.redFlags())) {
            changes.add("the red flags");
        }
        if (!before.redaction().equals(now.redaction())) {
            changes.add("what is redacted");
        }
        if (!before.orders().equals(now.orders())) {
            changes.add("whose orders are carried out");
        }
        Map<ServiceName, Service> old = byName(before);
        Map<ServiceName, Service> fresh = byName(now);
        fresh.forEach((name, service) -> services(name, old.get(name), service, changes));
        old.keySet().stream()
                .filter(name -> !fresh.containsKey(name))
                .forEach(name -> changes.add("service " + name + " is no longer watched"));
        return new Difference(changes, refused(before, now));
    }

    private static Map<ServiceName, Service> byName(Configuration configuration) {
        Map<ServiceName, Service> services = new LinkedHashMap<>();
        configuration.services().forEach(s -> services.put(s.name(), s));
        return services;
    }

    private static void services(
            ServiceName name, @Nullable Service before, Service now, List<String> changes) {
        if (before == null) {
            changes.add("service " + name + " is new");
        } else if (!before.equals(now)) {
            changes.add("service " + name + ": " + String.join(", ", parts(before, now)));
        }
    }

    private static List<String> parts(Service before, Service now) {
        Map<String, Function<Service, ?>> parts = new LinkedHashMap<>();
        parts.put("labels", Service::labels);
        parts.put("process", Service::process);
        parts.put("health", Service::health);
        parts.put("logs", s -> List.of(s.logs(), s.journals()));
        parts.put("needs", Service::needs);
        parts.put("restart", Service::restart);
        List<String> changed =
                parts.entrySet().stream()
                        .filter(p ->
                                !Objects.equals(
                                        p.getValue().apply(before), p.getValue().apply(now)))
                        .map(Map.Entry::getKey)
                        .toList();
        return changed.isEmpty() ? List.of("changed") : changed;
    }

    private static List<String> refused(Configuration before, Configuration now) {
        List<String> refused = new ArrayList<>();
        if (!before.host().name().equals(now.host().name())) {
            refused.add(fixed("host.name", before.host().name().value()));
        }
        if (!Objects.equals(before.host().http(), now.host().http())) {
            refused.add(fixed("host.http", written(before.host().http())));
        }
        if (!Objects.equals(before.kafka(), now.kafka())) {
            refused.add(fixed("kafka", "what it was"));
        }
        return refused;
    }

    private static String written(Configuration.@Nullable Listen http) {
        return http == null ? "off" : http.host() + ":" + http.port();
    }

    private static String fixed(String key, String old) {
        return key
                + ": this cannot change while the collector runs. Restart it, or write "
                + old
                + " again.";
    }
}
