package dev.varde.standalone.doctor;

import static java.util.stream.Collectors.joining;

import dev.varde.collector.right.Right;
import dev.varde.collector.right.Sight;
import dev.varde.collector.right.Survey;
import dev.varde.events.config.Configuration.Orders;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.sign.TrustedKey;
import dev.varde.notifier.text.Wording;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.util.List;
import java.util.Optional;

/// What a collector with this user's rights can and cannot see here, and what would cure it.
public final class Sources {
    private Sources() {}

    public static Section of(List<Service> services) {
        return of(services, new Survey(), System.getProperty("user.name"));
    }

    static Section of(List<Service> services, Survey survey, String user) {
        return new Section(
                "What " + user + " can see of this host",
                survey.look(services).stream().map(Sources::line).toList());
    }

    /// Whose restart orders are carried out here; nothing where there is nothing to restart.
    static Optional<Line> orders(List<Service> services, Orders orders) {
        if (services.stream().noneMatch(s -> s.restart() != null)) {
            return Optional.empty();
        }
        List<TrustedKey> keys = orders.trust().keys();
        if (keys.isEmpty()) {
            return Optional.of(
                    new Line(
                            Status.UNKNOWN,
                            "orders: no key is trusted, so only a notifier in the same process"
                                    + " (varde up) can have services restarted",
                            "For a notifier elsewhere write its public key, which varde keys show"
                                    + " prints there, under orders: trust:."));
        }
        return Optional.of(
                Line.ok(
                        "orders: trusted keys "
                                + keys.stream().map(TrustedKey::id).collect(joining(", "))
                                + "; at most "
                                + orders.limit().restarts()
                                + " restarts of a service within "
                                + Wording.span(orders.limit().within())));
    }

    private static Line line(Sight sight) {
        String what = sight.source() + ": " + sight.what() + " (" + sight.right().tells() + ")";
        return switch (sight.standing()) {
            case SEEN, DIM -> Line.ok(what);
            case BLIND -> new Line(worth(sight.right()), what, cure(sight));
            case UNKNOWN -> new Line(Status.UNKNOWN, what, cure(sight));
        };
    }

    private static String cure(Sight sight) {
        return sight.right().cure(sight.source());
    }

    /// Without these a death is missed or its cause; without the others only details are.
    private static Status worth(Right right) {
        return switch (right) {
            case KERNEL_LOG, LOGS, JOURNAL, PROCESSES, EXIT_STATUS -> Status.BAD;
            case DESCRIPTORS, CONTROL_GROUPS, RESTART -> Status.WARNING;
        };
    }
}
