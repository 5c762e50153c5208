package dev.varde.notifier.delivery;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Several deliveries to one receiver made into one.
public final class Digests {
    private static final int LONGEST_SUBJECT = 150;

    private Digests() {}

    /// One delivery that stands for all of these. Its id is made of theirs, so that it is the same
    /// whoever makes it.
    ///
    /// @param parts at least one, all to the same receiver by the same channel
    public static Delivery of(List<Delivery> parts, String reason, Instant now) {
        List<Delivery> ordered =
                parts.stream().sorted(Comparator.comparing(Delivery::intended)).toList();
        Delivery first = ordered.getFirst();
        SequencedSet<IncidentId> about = about(ordered);
        return new Delivery(
                id(first, ordered),
                first.incident(),
                first.revision(),
                first.receiver(),
                first.channel(),
                Message.DIGEST,
                Delivery.State.INTENDED,
                reason,
                now,
                null,
                List.of(),
                null,
                subject(ordered, about.size()),
                about.stream().skip(1).toList(),
                sameGroup(ordered) ? first.group() : null,
                first.target());
    }

    /// The incidents that deliveries tell of, each once, in their order.
    public static SequencedSet<IncidentId> about(List<Delivery> deliveries) {
        SequencedSet<IncidentId> about = new LinkedHashSet<>();
        deliveries.forEach(d -> about.addAll(about(d)));
        return about;
    }

    /// The incidents that a delivery tells of, the one whose thread it belongs to first.
    public static List<IncidentId> about(Delivery d) {
        if (d.also().isEmpty()) {
            return List.of(d.incident());
        }
        List<IncidentId> all = new ArrayList<>(d.also().size() + 1);
        all.add(d.incident());
        all.addAll(d.also());
        return all;
    }

    private static DeliveryId id(Delivery first, List<Delivery> parts) {
        String all = parts.stream().map(d -> d.id().value()).sorted().collect(Collectors.joining());
        return new DeliveryId(
                Digest.plain(first.incident().value())
                        + "/digest-"
                        + Digest.of(all).substring(0, 16)
                        + "/"
                        + first.channel()
                        + "/"
                        + Digest.plain(first.receiver()));
    }

    /// Such as `[digest] 7 incidents: 5 opened, 2 resolved`.
    private static String subject(List<Delivery> parts, int incidents) {
        Map<IncidentId, String> newest = new LinkedHashMap<>();
        for (Delivery d : parts) {
            if (!d.type().equals(Message.DIGEST)) {
                newest.put(d.incident(), d.type().substring(d.type().indexOf('.') + 1));
            }
        }
        String said =
                newest.values().stream()
                        .collect(
                                Collectors.groupingBy(
                                        w -> w, LinkedHashMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
        String what = incidents == 1 ? "1 incident" : incidents + " incidents";
        return SafeText.line(
                "[digest] " + (said.isEmpty() ? what : what + ": " + said), LONGEST_SUBJECT);
    }

    private static boolean sameGroup(List<Delivery> parts) {
        String group = parts.getFirst().group();
        return group != null && parts.stream().allMatch(d -> group.equals(d.group()));
    }
}
