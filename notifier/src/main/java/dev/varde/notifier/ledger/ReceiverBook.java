package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Rate;
import dev.varde.notifier.dispatch.Channels;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the ledger says of each receiver's channel: when it was tried, since when it fails, and
/// whether it wants no more. The same however often a record is read.
final class ReceiverBook {
    private final Map<Channels.Key, Account> accounts = new HashMap<>();
    private final Map<String, Instant> enabled = new Recent<>(1_000);

    private static final class Account {
        private final TreeSet<Instant> ends = new TreeSet<>();
        private @Nullable Instant arrived;
        private @Nullable Instant failing;
        private @Nullable Gone gone;
        private String trouble = "";
        private Instant latest = Instant.MIN;
    }

    private record Gone(Instant at, @Nullable String target) {}

    /// @param since the first failure after which nothing arrived
    /// @param last the newest attempt
    record Failing(Instant since, Instant last, String reason) {}

    void apply(Delivery d) {
        if (d.attempts().isEmpty() || !Deliveries.message(d)) {
            return;
        }
        Delivery.Attempt attempt = d.attempts().getLast();
        Account account = accounts.computeIfAbsent(key(d), _ -> new Account());
        account.ends.add(attempt.at().plusMillis(attempt.latencyMillis()));
        if (account.ends.size() > Rate.MOST) {
            account.ends.pollFirst();
        }
        if (attempt.ok()) {
            arrived(account, attempt.at());
        } else if (account.arrived == null || attempt.at().isAfter(account.arrived)) {
            failed(account, attempt);
        }
        if (Deliveries.gone(d)
                && (account.arrived == null || attempt.at().isAfter(account.arrived))) {
            account.gone = new Gone(attempt.at(), d.target());
        }
    }

    void apply(OperatorWord word) {
        if (word instanceof OperatorWord.ReceiverEnabled w) {
            enabled.merge(w.receiver(), w.at(), (a, b) -> a.isAfter(b) ? a : b);
        } else if (word instanceof OperatorWord.ReplayDeliveries w && w.receiver() != null) {
            enabled.merge(w.receiver(), w.at(), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    /// When attempts to this receiver ended, of late.
    Set<Instant> ends(Channels.Key key) {
        Account account = accounts.get(key);
        return account == null ? Set.of() : account.ends;
    }

    /// Since when it is disabled.
    ///
    /// @param target where it goes now; another address than the one that answered is another
    ///   receiver
    Optional<Instant> disabled(Channels.Key key, @Nullable String target) {
        Account account = accounts.get(key);
        Gone gone = account == null ? null : account.gone;
        if (gone == null
                || (gone.target() != null && !gone.target().equals(target))
                || gone.at().isBefore(enabled.getOrDefault(key.receiver(), Instant.MIN))) {
            return Optional.empty();
        }
        return Optional.of(gone.at());
    }

    /// Since when nothing arrived there any more.
    Optional<Failing> failing(Channels.Key key) {
        Account account = accounts.get(key);
        return account == null || account.failing == null
                ? Optional.empty()
                : Optional.of(new Failing(account.failing, account.latest, account.trouble));
    }

    private static void arrived(Account account, Instant at) {
        if (account.arrived == null || at.isAfter(account.arrived)) {
            account.arrived = at;
            account.gone =
                    account.gone != null && account.gone.at().isBefore(at) ? null : account.gone;
            account.failing =
                    account.failing != null && account.failing.isBefore(at)
                            ? null
                            : account.failing;
        }
    }

    private static void failed(Account account, Delivery.Attempt attempt) {
        if (account.failing == null || attempt.at().isBefore(account.failing)) {
            account.failing = attempt.at();
        }
        if (attempt.at().isAfter(account.latest)) {
            account.latest = attempt.at();
            account.trouble = attempt.detail();
        }
    }

    private static Channels.Key key(Delivery d) {
        return new Channels.Key(d.receiver(), d.channel());
    }
}
