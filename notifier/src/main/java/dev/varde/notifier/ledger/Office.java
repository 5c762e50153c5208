package dev.varde.notifier.ledger;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.Records;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Habit;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.dispatch.Dispatcher;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.silence.Silences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who decides what: about revisions, restarts, what time makes due, replays, and Varde's own
/// troubles.
final class Office {
    private final LedgerState state;
    private final Clerk clerk;
    private final RestartDesk restarts;
    private final FollowupDesk followups;
    private final ReplayDesk replays;
    private final Canary canary;
    private final Optional<SelfWatch> self;
    private Silences heard = Silences.NONE;
    private final Set<Channels.Key> closed = new HashSet<>();

    /// @param partitions the partitions held
    Office(
            Configuration configuration,
            LedgerState state,
            LedgerReader reader,
            Set<Integer> partitions,
            Canary canary,
            Instant now) {
        this.state = state;
        this.canary = canary;
        this.clerk = new Clerk(Router.of(configuration), configuration.receivers(), state);
        this.restarts =
                new RestartDesk(
                        configuration.restarts(),
                        state.restarts(),
                        service -> reader.homeOf(service.value()));
        this.followups = new FollowupDesk(clerk, state);
        this.replays = new ReplayDesk(state, partitions);
        int own = reader.homeOf(Records.CANARY);
        boolean mine = partitions.contains(own);
        this.self =
                mine
                        ? Optional.of(
                                new SelfWatch(state, clerk.drafts(), configuration.fallback(), own))
                        : Optional.empty();
        canary.watch(mine, now);
    }

    Clerk clerk() {
        return clerk;
    }

    RestartDesk restarts() {
        return restarts;
    }

    void saw(Incident incident, int partition) {
        if (!incident.canary()) {
            restarts.saw(incident);
            followups.saw(incident, partition);
        }
    }

    /// When something may be due without anything being read.
    Instant next() {
        Instant restart = restarts.next();
        return restart.isBefore(followups.next()) ? restart : followups.next();
    }

    /// What time alone made due.
    List<Job> followups(Instant now) {
        return followups.next().isAfter(now) ? List.of() : followups.round(now);
    }

    /// What people said and how receivers fared, once the ledger is caught up with.
    List<Job> round(LedgerReader reader, Instant now) {
        List<Job> jobs = new ArrayList<>(replays.round(reader::incidents, now));
        self.ifPresent(s -> jobs.addAll(s.round(canary.lost().orElse(null), now)));
        if (state.silences() != heard) {
            heard = state.silences();
            followups.lookAtHeld();
        }
        return jobs;
    }

    Optional<OperatorWord> light(Instant now) {
        return canary.light(now);
    }

    /// Tells the dispatcher what the ledger says of the receivers.
    void tend(Dispatcher dispatcher) {
        clerk.drafts().habits().forEach((key, habit) -> tend(dispatcher, key, habit));
    }

    /// Lets the dispatcher know how fast receivers were told of late.
    void remember(Dispatcher dispatcher) {
        clerk.drafts()
                .habits()
                .keySet()
                .forEach(key -> dispatcher.remember(key, state.receivers().ends(key)));
    }

    private void tend(Dispatcher dispatcher, Channels.Key key, Habit habit) {
        Optional<Instant> since = state.receivers().disabled(key, habit.target());
        if (since.isPresent() && closed.add(key)) {
            String reason = Deliveries.disabled(since.get());
            NotifierLog.disabled(key.receiver(), key.channel(), reason);
            dispatcher.close(key, reason);
        } else if (since.isEmpty() && closed.remove(key)) {
            dispatcher.reopen(key);
        }
    }
}
