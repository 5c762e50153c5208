package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.followup.Groups;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Turns what was read into deliveries.
final class Clerk {
    /// How old a revision may be when a new notifier reads an old cluster.
    private static final Duration OLD = Duration.ofHours(1);

    private static final Duration STALE = Duration.ofMinutes(5);

    private final Router router;
    private final List<Receiver> receivers;
    private final LedgerState state;
    private final Groups groups = new Groups();
    private final Drafts drafts;

    Clerk(Router router, List<Receiver> receivers, LedgerState state) {
        this.router = router;
        this.receivers = receivers;
        this.state = state;
        this.drafts = new Drafts(receivers, state, groups);
    }

    /// The deliveries about one revision, intended or held back; none when the ledger has them.
    ///
    /// @param backlog it was there before this group first read the topic
    List<Job> about(Incident incident, int partition, boolean backlog, Instant now) {
        if (state.isDecided(incident.id(), incident.revision())) {
            return List.of();
        }
        List<Decision> decisions = decide(incident, now);
        if (decisions.isEmpty()) {
            NotifierLog.unrouted(incident.id(), incident.revision());
        }
        boolean old = backlog && Wording.time(incident).isBefore(now.minus(OLD));
        return decisions.stream()
                .map(d -> old ? tooOld(d) : d)
                .map(d -> new Job(drafts.of(incident, d, now), partition, incident))
                .toList();
    }

    /// What the routes say of a revision, of which its group takes note.
    List<Decision> decide(Incident incident, Instant now) {
        List<Decision> decisions = router.decide(incident, state, state.silences(), now);
        for (Decision d : decisions) {
            if (d instanceof Decision.Send send) {
                String group = Groups.name(send.terms());
                if (group != null) {
                    groups.saw(group, incident);
                }
            }
        }
        return decisions;
    }

    Drafts drafts() {
        return drafts;
    }

    /// The deliveries of a test to one receiver; none when it was asked for long ago.
    List<Job> test(OperatorWord.TestReceiver word, int partition, Instant now) {
        if (word.at().isBefore(now.minus(STALE))) {
            NotifierLog.tooOld("test of receiver " + word.receiver());
            return List.of();
        }
        IncidentId id = new IncidentId("test-" + Digest.of(word.receiver() + "/" + word.at()));
        Incident incident = TestIncident.of(id, word.host(), word.at());
        String reason = "a test asked for by " + word.by();
        List<Job> jobs = new ArrayList<>();
        for (Receiver receiver : receivers) {
            if (receiver.name().equals(word.receiver())) {
                media(receiver)
                        .map(m -> new Decision.Send(receiver.name(), m, reason))
                        .map(d -> drafts.of(incident, d, Wording.TEST, now))
                        .forEach(d -> jobs.add(new Job(d, partition, incident)));
            }
        }
        if (jobs.isEmpty()) {
            NotifierLog.unknownReceiver(word.receiver());
        }
        return jobs;
    }

    /// The contents of a test whose word is not at hand any more.
    static Incident testAgain(Delivery d) {
        return TestIncident.of(d.incident(), new HostName("varde"), d.intended());
    }

    /// The ways in which a receiver is told.
    static Stream<Medium> media(Receiver receiver) {
        return Arrays.stream(Medium.values())
                .filter(m ->
                        switch (m) {
                            case MAIL -> receiver.mail() != null;
                            case WEBHOOK -> receiver.webhook() != null;
                        });
    }

    private static Decision tooOld(Decision d) {
        return new Decision.HoldBack(
                d.receiver(), d.medium(), "older than an hour when first read");
    }
}
