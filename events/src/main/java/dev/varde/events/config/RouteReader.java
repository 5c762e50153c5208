package dev.varde.events.config;

import dev.varde.events.config.Configuration.Escalation;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.Configuration.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `routes` and `fallback`. Without any route, one leads to all receivers. What a route does
/// not say is that of the route it stands in.
final class RouteReader {
    /// Of a route that stands in none.
    private static final Route BARE = new Route(Map.of(), List.of(), List.of(), null);

    private static final String RECEIVERS = "Write the names of receivers, such as [ops].";

    private static final Kind<String> GROUP =
            Kind.matching(
                    "label name, service, host, cause, severity or state",
                    Labels.NAME.remedy(),
                    text -> Labels.NAME.read().apply(text).isPresent());

    /// @param every null for never
    private record Repetition(@Nullable Duration every) {}

    private static final Kind<Repetition> REPEAT =
            Kind.of(
                    Kinds.SOME_TIME.noun(),
                    "Write such as 4h, or off.",
                    text ->
                            text.equals("off")
                                    ? Optional.of(new Repetition(null))
                                    : Kinds.SOME_TIME.read().apply(text).map(Repetition::new));

    private final Naming receivers;
    private final Naming windows;

    private RouteReader(List<Receiver> receivers, List<TimeWindow> times) {
        this.receivers =
                new Naming(
                        Kinds.RECEIVER_NAME,
                        "receiver",
                        receivers.stream().map(Receiver::name).toList(),
                        "receivers");
        this.windows =
                new Naming(
                        TimesReader.NAME,
                        "window",
                        times.stream().map(TimeWindow::name).toList(),
                        "times");
    }

    static List<Route> all(Section file, List<Receiver> receivers, List<TimeWindow> times) {
        RouteReader reader = new RouteReader(receivers, times);
        List<Route> routes =
                file.find("routes").map(list -> reader.routes(list, BARE)).orElse(List.of());
        List<String> everybody = receivers.stream().map(Receiver::name).toList();
        return routes.isEmpty() && !everybody.isEmpty()
                ? List.of(new Route(Map.of(), everybody, List.of(), null))
                : routes;
    }

    static Optional<String> fallback(Section file, List<Receiver> receivers) {
        return file.find("fallback").flatMap(new RouteReader(receivers, List.of()).receivers::at);
    }

    private List<Route> routes(Place list, Route outer) {
        List<Route> routes = new ArrayList<>();
        Place closed = null;
        for (Place item : list.items()) {
            if (closed != null) {
                item.wrong(
                        "no incident comes to this route: the one on line "
                                + closed.line()
                                + " takes them all",
                        "Put that one last, or give it continue: true.");
            }
            Optional<Route> route = route(item, outer);
            route.ifPresent(routes::add);
            closed =
                    closed == null && route.filter(RouteReader::takesAll).isPresent()
                            ? item
                            : closed;
        }
        return routes;
    }

    private static boolean takesAll(Route r) {
        return r.matchers().isEmpty() && r.not().isEmpty() && r.during().isEmpty() && !r.onward();
    }

    private Optional<Route> route(Place item, Route outer) {
        return item.section(
                        "match",
                        "not",
                        "to",
                        "group-by",
                        "wait",
                        "interval",
                        "repeat",
                        "continue",
                        "during",
                        "quiet",
                        "escalate",
                        "routes")
                .map(s -> route(s, outer));
    }

    private Route route(Section s, Route outer) {
        Route own =
                new Route(
                        MatcherReader.at(s, "match"),
                        MatcherReader.at(s, "not"),
                        to(s, outer),
                        s.find("group-by").map(p -> p.all(GROUP)).orElse(outer.groupBy()),
                        s.get("wait", Kinds.DURATION).orElse(outer.delay()),
                        s.get("interval", Kinds.SOME_TIME).orElse(outer.interval()),
                        s.get("repeat", REPEAT).orElse(new Repetition(outer.repeat())).every(),
                        s.get("continue", Kinds.YES_OR_NO).orElse(false),
                        s.find("during").map(windows::some).orElse(List.of()),
                        s.find("quiet").map(windows::each).orElse(outer.quiet()),
                        s.find("escalate").map(this::escalations).orElse(outer.escalate()),
                        List.of());
        MatcherReader.contradiction(own.matchers(), outer.matchers(), outer.not())
                .or(() -> MatcherReader.contradiction(own.matchers(), Map.of(), own.not()))
                .ifPresent(name -> never(s, name));
        return s.find("routes").map(list -> with(own, routes(list, own))).orElse(own);
    }

    private static void never(Section s, String name) {
        s.at("match")
                .wrong(
                        "this route can never match: it asks for a " + name + " that is kept out",
                        "Look at match and not of this route and of the one it stands in.");
    }

    private static Route with(Route own, List<Route> routes) {
        return new Route(
                own.matchers(),
                own.not(),
                own.to(),
                own.groupBy(),
                own.delay(),
                own.interval(),
                own.repeat(),
                own.onward(),
                own.during(),
                own.quiet(),
                own.escalate(),
                routes);
    }

    private List<String> to(Section s, Route outer) {
        if (!s.has("to") && !outer.to().isEmpty()) {
            return outer.to();
        }
        return s.demand("to", RECEIVERS).map(receivers::some).orElse(List.of());
    }

    private List<Escalation> escalations(Place list) {
        List<Escalation> steps = new ArrayList<>();
        for (Place item : list.items()) {
            item.section("after", "to")
                    .ifPresent(s -> {
                        Duration after = s.required("after", Kinds.SOME_TIME, Duration.ofDays(1));
                        if (!steps.isEmpty() && after.compareTo(steps.getLast().after()) <= 0) {
                            s.at("after")
                                    .wrong(
                                            "this step comes no later than the one before",
                                            "Count each from the first message, the soonest"
                                                    + " first.");
                        }
                        steps.add(
                                new Escalation(
                                        after,
                                        s.demand("to", RECEIVERS)
                                                .map(receivers::some)
                                                .orElse(List.of())));
                    });
        }
        return steps;
    }
}
