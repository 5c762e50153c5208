package dev.varde.notifier.ledger;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Notices when the notifier itself does not get through, and tells those it does reach.
///
/// What fails and who was told of it is read from the ledger, so that it is told once, whatever is
/// started again.
final class SelfWatch {
    /// How long nothing may arrive before it is told.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LedgerState state;
    private final Drafts drafts;
    private final @Nullable String fallback;
    private final int partition;

    /// @param fallback the receiver that is told first, or null
    /// @param partition where its deliveries go
    SelfWatch(LedgerState state, Drafts drafts, @Nullable String fallback, int partition) {
        this.state = state;
        this.drafts = drafts;
        this.fallback = fallback;
        this.partition = partition;
    }

    /// @param lost since when the canary is missing, or null when it is not
    List<Job> round(@Nullable Instant lost, Instant now) {
        List<Job> jobs = new ArrayList<>();
        drafts.habits().keySet().forEach(key -> channel(key, now, jobs));
        canary(lost, now, jobs);
        return jobs;
    }

    private void channel(Channels.Key key, Instant now, List<Job> jobs) {
        String what = key.receiver() + "/" + key.channel();
        Optional<IncidentId> told = state.ownTrouble(what);
        Optional<ReceiverBook.Failing> failing = state.receivers().failing(key);
        if (failing.isPresent() && told.isEmpty() && isLong(failing.get(), now)) {
            Instant since = failing.get().since();
            String summary =
                    "Varde cannot reach receiver %s by %s since %s: %s"
                            .formatted(
                                    key.receiver(),
                                    key.channel(),
                                    since.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                                    failing.get().reason());
            raise(what, OwnTrouble.CHANNEL_FAILING, summary, since, key, now, jobs);
        } else if (failing.isEmpty() && told.isPresent()) {
            String summary =
                    "Varde reaches receiver %s by %s again"
                            .formatted(key.receiver(), key.channel());
            resolve(told.get(), summary, now, jobs);
        }
    }

    private void canary(@Nullable Instant lost, Instant now, List<Job> jobs) {
        Optional<IncidentId> told = state.ownTrouble(OwnTrouble.CANARY);
        if (lost != null && told.isEmpty()) {
            String summary =
                    "Varde's canary did not come through since %s: incidents may not be told"
                            .formatted(lost.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            raise(OwnTrouble.CANARY, OwnTrouble.CANARY_LOST, summary, lost, null, now, jobs);
        } else if (lost == null && told.isPresent()) {
            resolve(told.get(), "Varde's canary comes through again", now, jobs);
        }
    }

    /// One failure is none, and neither is one of long ago of which nothing is known since.
    private static boolean isLong(ReceiverBook.Failing failing, Instant now) {
        return failing.last().isAfter(failing.since())
                && !failing.since().plus(PATIENCE).isAfter(now);
    }

    private void raise(
            String what,
            Cause cause,
            String summary,
            Instant since,
            Channels.@Nullable Key failing,
            Instant now,
            List<Job> jobs) {
        Incident incident =
                OwnTrouble.opened(OwnTrouble.id(what, since), cause, summary, since, now);
        List<Decision.Send> sends = reachable(failing);
        NotifierLog.ownTrouble(incident.id(), summary, sends.size());
        sends.forEach(send -> jobs.add(job(incident, send, now)));
    }

    private void resolve(IncidentId id, String summary, Instant now, List<Job> jobs) {
        Incident incident = OwnTrouble.resolved(id, summary, now);
        NotifierLog.ownTrouble(id, summary, 0);
        for (String receiver : state.receivers(id)) {
            for (Medium medium : drafts.media(receiver)) {
                String reason = "told of it before";
                jobs.add(job(incident, new Decision.Send(receiver, medium, reason), now));
            }
        }
    }

    /// The channels of the first receiver that can be reached, the fallback before all others.
    private List<Decision.Send> reachable(Channels.@Nullable Key failing) {
        Set<String> names = new LinkedHashSet<>();
        if (fallback != null) {
            names.add(fallback);
        }
        drafts.names().forEach(names::add);
        for (String name : names) {
            List<Decision.Send> sends =
                    drafts.media(name).stream()
                            .filter(m -> isReachable(new Channels.Key(name, m.channel()), failing))
                            .map(m -> new Decision.Send(name, m, reason(name)))
                            .toList();
            if (!sends.isEmpty()) {
                return sends;
            }
        }
        return List.of();
    }

    private boolean isReachable(Channels.Key key, Channels.@Nullable Key failing) {
        String target = drafts.habit(key).orElseThrow().target();
        return !key.equals(failing)
                && state.receivers().failing(key).isEmpty()
                && state.receivers().disabled(key, target).isEmpty();
    }

    private String reason(String receiver) {
        return receiver.equals(fallback)
                ? "Varde's own trouble: the fallback is told"
                : "Varde's own trouble: the first receiver that works is told";
    }

    private Job job(Incident incident, Decision.Send send, Instant now) {
        return new Job(
                drafts.of(incident, send, Wording.type(incident.change()), now),
                partition,
                incident);
    }
}
