package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `routes`. Without any, one route leads to all receivers.
final class RouteReader {
    private static final Kind<String> GROUP =
            Kind.matching(
                    "label name, service, host, cause, severity or state",
                    Labels.NAME.remedy(),
                    text -> Labels.NAME.read().apply(text).isPresent());

    private static final List<String> CAUSES = Cause.KNOWN.stream().map(Cause::id).toList();

    private final List<String> receivers;

    private RouteReader(List<String> receivers) {
        this.receivers = receivers;
    }

    static List<Route> all(Section file, List<Receiver> receivers) {
        List<String> names = receivers.stream().map(Receiver::name).toList();
        RouteReader reader = new RouteReader(names);
        List<Route> routes =
                file.find("routes").stream()
                        .flatMap(list -> list.items().stream())
                        .flatMap(item -> reader.route(item).stream())
                        .toList();
        return routes.isEmpty() && !names.isEmpty()
                ? List.of(new Route(Map.of(), names, List.of(), null))
                : routes;
    }

    private Optional<Route> route(Place item) {
        return item.section("match", "to", "group-by", "repeat").map(this::route);
    }

    private Route route(Section s) {
        return new Route(
                s.find("match").map(RouteReader::matchers).orElse(Map.of()),
                s.demand("to", "Write the names of receivers, such as [ops].")
                        .map(this::to)
                        .orElse(List.of()),
                s.find("group-by").map(p -> p.all(GROUP)).orElse(List.of()),
                s.get("repeat", Kinds.SOME_TIME).orElse(null));
    }

    private List<String> to(Place place) {
        List<String> to = new ArrayList<>();
        List<Place> places = place.oneOrMore();
        if (places.isEmpty()) {
            place.wrong("the list is empty", "Write the names of receivers, such as [ops].");
        }
        for (Place one : places) {
            one.as(Kinds.RECEIVER_NAME).ifPresent(name -> to.add(known(one, name)));
        }
        return to;
    }

    private String known(Place place, String name) {
        if (!receivers.contains(name) && !receivers.contains(ReceiverReader.UNNAMED)) {
            place.wrong(
                    "there is no receiver '" + name + "'",
                    Words.meant(name, receivers).orElse("List it under receivers."));
        }
        return name;
    }

    private static Map<String, List<String>> matchers(Place place) {
        Map<String, List<String>> matchers = new LinkedHashMap<>();
        Labels.named(place)
                .ifPresent(section ->
                        section.entries().forEach((name, values) -> put(matchers, name, values)));
        return matchers;
    }

    private static void put(Map<String, List<String>> matchers, String name, Place values) {
        if (Labels.NAME.read().apply(name).isEmpty()) {
            values.wrong("this is no label name", Labels.NAME.remedy());
        } else {
            matchers.put(
                    name,
                    Places.notEmpty(values, p -> value(name, p), "Write at least one value."));
        }
    }

    private static Optional<String> value(String name, Place place) {
        Optional<String> value = place.as(kind(name));
        if (name.equals("cause")) {
            value.ifPresent(id -> doubt(place, id));
        }
        return value;
    }

    /// A cause of a version to come may be named; one that looks like a slip is an error, because
    /// its route would match nothing, silently and for ever.
    private static void doubt(Place place, String cause) {
        if (!CAUSES.contains(cause)) {
            Words.meant(cause, CAUSES)
                    .ifPresent(meant -> place.wrong("there is no cause '" + cause + "'", meant));
        }
    }

    private static Kind<String> kind(String name) {
        return switch (name) {
            case "cause" -> Kinds.CAUSE;
            case "severity" -> Kind.asWritten(Severity.class);
            case "state" -> Kind.asWritten(IncidentState.class);
            default -> Kinds.TEXT;
        };
    }
}
