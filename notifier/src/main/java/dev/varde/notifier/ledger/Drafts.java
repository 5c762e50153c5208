package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Habit;
import dev.varde.notifier.delivery.Telling;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.followup.Groups;
import dev.varde.notifier.followup.Story;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Terms;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decisions written as deliveries: with an id, with the time at which the group is told, and held
/// back where the receiver wants no more.
final class Drafts {
    private final Map<Channels.Key, Habit> habits = new LinkedHashMap<>();
    private final LedgerState state;
    private final Groups groups;

    Drafts(List<Receiver> receivers, LedgerState state, Groups groups) {
        this.state = state;
        this.groups = groups;
        for (Receiver r : receivers) {
            Clerk.media(r)
                    .forEach(m ->
                            habits.put(
                                    new Channels.Key(r.name(), m.channel()),
                                    Habit.of(r, m.channel())));
        }
    }

    /// How each configured channel of each receiver is told.
    Map<Channels.Key, Habit> habits() {
        return habits;
    }

    /// The configured receivers, in their order.
    List<String> names() {
        return habits.keySet().stream().map(Channels.Key::receiver).distinct().toList();
    }

    /// The ways in which a receiver is told; none when it is not configured.
    List<Medium> media(String receiver) {
        return Arrays.stream(Medium.values())
                .filter(m -> habits.containsKey(new Channels.Key(receiver, m.channel())))
                .toList();
    }

    Optional<Habit> habit(Channels.Key key) {
        return Optional.ofNullable(habits.get(key));
    }

    Delivery of(Incident incident, Decision decision, Instant now) {
        return of(incident, decision, Wording.type(incident.change()), now);
    }

    Delivery of(Incident incident, Decision decision, String type, Instant now) {
        DeliveryId id =
                Deliveries.id(
                        incident.id(),
                        incident.revision(),
                        decision.medium().channel(),
                        decision.receiver());
        return of(incident, decision, type, id, now);
    }

    /// With an id of its own, such as one that is told again.
    Delivery of(Incident incident, Decision decision, String type, DeliveryId id, Instant now) {
        Channels.Key key = new Channels.Key(decision.receiver(), decision.medium().channel());
        Habit habit = habits.get(key);
        String target = habit == null ? null : habit.target();
        return switch (decision) {
            case Decision.HoldBack d ->
                    draft(incident, d, type, id, now, Delivery.State.HELD_BACK, d.until(), target);
            case Decision.Send d -> {
                Optional<Instant> disabled = state.receivers().disabled(key, target);
                if (disabled.isPresent() && !type.equals(Wording.TEST)) {
                    String reason = Deliveries.disabled(disabled.get());
                    var held = new Decision.HoldBack(d.receiver(), d.medium(), reason);
                    yield of(incident, held, type, id, now);
                }
                yield grouped(
                        draft(incident, d, type, id, now, Delivery.State.INTENDED, null, target),
                        d.terms(),
                        incident,
                        habit,
                        now);
            }
        };
    }

    private Delivery grouped(
            Delivery d, Terms terms, Incident incident, @Nullable Habit habit, Instant now) {
        String group = Groups.name(terms);
        if (group == null
                || habit == null
                || habit.telling() != Telling.DIGEST
                || d.type().equals(Wording.TEST)) {
            return d;
        }
        boolean told = state.receivers(incident.id()).contains(d.receiver());
        Groups.Last last = state.lastOf(Story.Line.of(d), group).orElse(null);
        return Deliveries.gathered(d, group, groups.due(terms, incident, last, told, now));
    }

    private static Delivery draft(
            Incident incident,
            Decision decision,
            String type,
            DeliveryId id,
            Instant now,
            Delivery.State state,
            @Nullable Instant due,
            @Nullable String target) {
        return new Delivery(
                id,
                incident.id(),
                incident.revision(),
                decision.receiver(),
                decision.medium().channel(),
                type,
                state,
                decision.reason(),
                now,
                due,
                List.of(),
                null,
                Wording.subject(type, incident),
                List.of(),
                null,
                target);
    }
}
