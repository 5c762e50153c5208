package dev.varde.notifier.routing;

import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.Configuration.TimeWindow;
import dev.varde.notifier.match.Matchers;
import dev.varde.notifier.match.Property;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A route ready to be tried, with its place in the tree.
///
/// @param path its number, after those of the routes it is in, such as `2.1`
record Branch(
        Route route,
        String path,
        Matchers matchers,
        Windows during,
        Windows quiet,
        List<Branch> branches) {
    private static final int LONGEST_VALUE = 60;

    Branch {
        branches = List.copyOf(branches);
    }

    /// A route that decides about an incident.
    ///
    /// @param why such as `route 2.1 matched cause oom-kill`
    record Chosen(Branch branch, String why) {
        Terms terms(Incident incident) {
            Route r = branch.route();
            return new Terms(
                    branch.group(incident), r.delay(), r.interval(), r.repeat(), r.escalate());
        }
    }

    /// @param prefix of their paths: empty, or that of the route they are in and a dot
    static List<Branch> all(List<Route> routes, String prefix, List<TimeWindow> times) {
        return IntStream.range(0, routes.size())
                .mapToObj(i -> one(routes.get(i), prefix + (i + 1), times))
                .toList();
    }

    private static Branch one(Route route, String path, List<TimeWindow> times) {
        return new Branch(
                route,
                path,
                Matchers.checked(route.matchers(), route.not()),
                Windows.named(route.during(), times),
                Windows.named(route.quiet(), times),
                all(route.routes(), path + ".", times));
    }

    /// The routes that decide: the first that matches, or what is deepest in it; and those after it
    /// as long as each says that the search goes on.
    static List<Chosen> choose(List<Branch> branches, Incident incident, Instant now) {
        List<Chosen> chosen = new ArrayList<>();
        for (Branch branch : branches) {
            Optional<String> by = branch.matching(incident, now);
            if (by.isEmpty()) {
                continue;
            }
            List<Chosen> within = choose(branch.branches, incident, now);
            chosen.addAll(
                    within.isEmpty()
                            ? List.of(
                                    new Chosen(
                                            branch,
                                            "route " + branch.path + " matched " + by.get()))
                            : within);
            if (!branch.route.onward()) {
                break;
            }
        }
        return chosen;
    }

    private Optional<String> matching(Incident incident, Instant now) {
        Optional<String> by = matchers.matching(incident);
        return during.isEmpty()
                ? by
                : by.flatMap(words -> during.open(now).map(name -> words + " in " + name));
    }

    private String group(Incident incident) {
        if (route.groupBy().isEmpty()) {
            return "";
        }
        return route.groupBy().stream()
                .map(name -> name + "=" + value(incident, name))
                .collect(Collectors.joining("/", "route " + path + "/", ""));
    }

    /// As it stands, where two groups cannot look the same by it.
    private static String value(Incident incident, String name) {
        String value = Property.of(incident, name).orElse("");
        boolean plain = value.indexOf('/') < 0 && SafeText.line(value, LONGEST_VALUE).equals(value);
        return plain ? value : Digest.of(value);
    }
}
