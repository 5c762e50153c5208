package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.delivery.Habit;
import dev.varde.notifier.delivery.Telling;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.followup.Due;
import dev.varde.notifier.followup.Story;
import dev.varde.notifier.followup.Suffix;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Terms;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The deliveries of one round of follow-ups. What was held back and is over before it could be
/// told goes into one digest for each receiver.
final class Sequel {
    private static final String UPDATED = "incident.updated";
    private static final String OPENED = "incident.opened";

    private final Drafts drafts;
    private final Instant now;
    private final List<Job> jobs = new ArrayList<>();
    private final Map<Channels.Key, List<Job>> missed = new LinkedHashMap<>();

    Sequel(Drafts drafts, Instant now) {
        this.drafts = drafts;
        this.now = now;
    }

    void add(Incident incident, int partition, Story story, List<Due> due) {
        for (Due d : due) {
            switch (d) {
                case Due.Repeat r -> repeat(incident, partition, r);
                case Due.Escalate e -> escalate(incident, partition, e);
                case Due.Anew a ->
                        anew(new Job(a.held(), partition, incident), story, a.decision());
            }
        }
    }

    /// Everything that is to be written; of it what is open is to be sent.
    List<Job> jobs() {
        missed.forEach(this::summary);
        missed.clear();
        return List.copyOf(jobs);
    }

    private void repeat(Incident incident, int partition, Due.Repeat r) {
        String reason = "still open and not acknowledged: told again, " + r.send().reason();
        var send = new Decision.Send(r.send().receiver(), r.send().medium(), reason);
        DeliveryId id = id(incident, send, Suffix.REPEAT, r.number());
        jobs.add(new Job(drafts.of(incident, send, UPDATED, id, now), partition, incident));
    }

    private void escalate(Incident incident, int partition, Due.Escalate e) {
        String reason =
                "not acknowledged within %s: step %d of the escalation"
                        .formatted(Wording.span(e.after()), e.step());
        for (Medium medium : drafts.media(e.receiver())) {
            var send = new Decision.Send(e.receiver(), medium, reason, Terms.NONE);
            DeliveryId id = id(incident, send, Suffix.ESCALATION, e.step());
            jobs.add(new Job(drafts.of(incident, send, OPENED, id, now), partition, incident));
        }
    }

    private void anew(Job held, Story story, Decision decision) {
        boolean told =
                story.chapter(decision.receiver(), decision.medium())
                        .filter(c -> c.first() != null)
                        .isPresent();
        switch (decision) {
            case Decision.HoldBack d ->
                    jobs.add(held.with(Deliveries.held(held.delivery(), d.reason(), d.until())));
            case Decision.Send d -> {
                if (!told && held.incident().closed()) {
                    missed.computeIfAbsent(key(d), _ -> new ArrayList<>()).add(held);
                } else {
                    jobs.add(held.with(again(held.delivery(), told, d.reason())));
                }
            }
        }
    }

    private Delivery again(Delivery held, boolean told, String reason) {
        Delivery again = Deliveries.again(held, "no longer held back: " + reason, now);
        Delivery together = Deliveries.gathered(again, "held until " + held.due(), null);
        return told ? together : Deliveries.typed(together, OPENED);
    }

    private void summary(Channels.Key key, List<Job> hidden) {
        List<Delivery> parts = hidden.stream().map(Job::delivery).toList();
        String why = parts.getFirst().reason();
        boolean digest =
                drafts.habit(key).map(Habit::telling).filter(Telling.DIGEST::equals).isPresent();
        String ended = "over before it was to be told; it was held back: ";
        if (digest) {
            Delivery summary = Digests.of(parts, "came and went while held back: " + why, now);
            jobs.add(new Job(summary, hidden.getFirst().partition(), incidents(hidden)));
            ended = "over before it was to be told, see " + summary.id() + "; it was held back: ";
        }
        for (Job job : hidden) {
            String reason = ended + job.delivery().reason();
            jobs.add(job.with(Deliveries.held(job.delivery(), reason, null)));
        }
    }

    private static List<Incident> incidents(List<Job> jobs) {
        Map<IncidentId, Incident> all = new LinkedHashMap<>();
        Digests.about(jobs.stream().map(Job::delivery).toList())
                .forEach(id ->
                        jobs.stream()
                                .map(Job::incident)
                                .filter(i -> i.id().equals(id))
                                .findFirst()
                                .ifPresent(i -> all.put(id, i)));
        return List.copyOf(all.values());
    }

    private static DeliveryId id(Incident incident, Decision.Send send, Suffix suffix, int number) {
        DeliveryId id =
                Deliveries.id(
                        incident.id(),
                        incident.revision(),
                        send.medium().channel(),
                        send.receiver());
        return suffix.on(id, number);
    }

    private static Channels.Key key(Decision d) {
        return new Channels.Key(d.receiver(), d.medium().channel());
    }
}
