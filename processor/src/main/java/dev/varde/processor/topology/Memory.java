package dev.varde.processor.topology;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.Incident.Fingerprint;
import dev.varde.events.InstanceId;
import dev.varde.processor.incident.Account;
import dev.varde.processor.incident.Signal;
import dev.varde.processor.incident.State;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.sameness.Sightings;
import dev.varde.processor.sameness.Sightings.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Remembers which crashes were seen before: a look before an incident takes a step, so that it
/// says so at once, and a note once it has told the crash.
///
/// The key is the instance: a host's records come to one partition. A key of the service alone
/// would count over all hosts, and needs records that are partitioned by it; nothing else would
/// change.
final class Memory {
    private final Kept<Sightings> sightings;

    Memory(Kept<Sightings> sightings) {
        this.sightings = sightings;
    }

    /// The signal with how often its crash was seen, this time included.
    Signal remembered(Signal signal) {
        return switch (signal) {
            case Signal.Died s -> new Signal.Died(s.at(), remembered(s.account()));
            case Signal.Failing s -> new Signal.Failing(s.at(), remembered(s.account()));
            case Signal.Excused _, Signal.Healthy _, Signal.Ticked _ -> signal;
            case Signal.OrderBegan _, Signal.OrderDone _, Signal.OrderFailed _ -> signal;
            case Signal.ThreadsSeen _, Signal.RestartedElsewhere _ -> signal;
            case Signal.Acknowledged _, Signal.Closed _ -> signal;
            case Signal.Declined _, Signal.Stopped _ -> signal;
        };
    }

    private Account remembered(Account account) {
        Fingerprint print = account.fingerprint();
        return print == null
                ? account
                : counted(account, print)
                        .kind(print.hash())
                        .map(Kind::told)
                        .map(account::seen)
                        .orElse(account);
    }

    /// Counts what an incident has just told.
    void told(State before, State after) {
        if (after instanceof Episode e
                && !(before instanceof Episode b && b.account().equals(e.account()))) {
            Account account = e.account();
            Fingerprint print = account.fingerprint();
            if (print != null) {
                sightings.put(key(account), counted(account, print));
            }
        }
    }

    private Sightings counted(Account account, Fingerprint print) {
        Instant at = account.died() == null ? account.detected() : account.died();
        return sightings
                .get(key(account))
                .orElse(Sightings.NONE)
                .saw(account.trigger(), print.hash(), at, after(account));
    }

    /// The deploy or the like that it came after.
    private static @Nullable String after(Account account) {
        return account.evidence().stream()
                .filter(e -> e.source().equals(Evidence.OPERATOR))
                .map(e -> e.text().replaceAll(" began$", ""))
                .reduce((_, b) -> b)
                .orElse(null);
    }

    /// It is no longer watched.
    void forget(InstanceId id) {
        sightings.remove(id.toString());
    }

    private static String key(Account account) {
        return account.service() + "@" + account.host();
    }
}
