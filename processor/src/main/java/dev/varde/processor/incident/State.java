package dev.varde.processor.incident;

import dev.varde.events.EventId;
import dev.varde.events.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the life of an incident stands.
///
/// ```
///              Died, Failing            OrderBegan
///    Quiet ───────────────────▶ OPEN ───────────────▶ RESTARTING
///                               │ ▲ ◀── failed, died ──┘ │
///                      Declined │ │ died, failing         │ Healthy
///                               ▼ └───────────────┐       ▼
///                            GAVE_UP ──Healthy──▶ RECOVERING
///                                                     │ stable
///                                                     ▼
///                                                  RESOLVED ── a day ──▶ Quiet
/// ```
public sealed interface State {
    /// Nothing is wrong.
    record Quiet() implements State {}

    /// An incident in the state that its last told revision says.
    ///
    /// @param account the newest account; the next revision tells it
    /// @param told the last revision
    /// @param since when it came into its state
    /// @param triggers the troubles that were told in it and in those just before it, newest last,
    ///   at most 50
    /// @param gaveUp giving up was told
    /// @param over what is wrong has ended; false only while somebody closed it by hand before that
    /// @param kin what it has to do with others; null as an older version kept it
    /// @param openings when this service began to be in trouble lately, newest last
    record Episode(
            Account account,
            Incident told,
            Instant since,
            List<EventId> triggers,
            boolean gaveUp,
            boolean over,
            @Nullable Kin kin,
            List<Opening> openings)
            implements State {
        private static final int TRIGGERS = 50;

        public Episode {
            triggers =
                    List.copyOf(
                            triggers.subList(
                                    Math.max(0, triggers.size() - TRIGGERS), triggers.size()));
            openings = List.copyOf(openings);
        }

        public boolean knows(Account other) {
            return triggers.contains(other.trigger());
        }

        public Kin relations() {
            return kin == null ? Kin.NONE : kin;
        }

        Episode with(Account newer) {
            return new Episode(newer, told, since, triggers, gaveUp, over, kin, openings);
        }

        Episode with(Kin newer) {
            return new Episode(account, told, since, triggers, gaveUp, over, newer, openings);
        }

        Episode ended() {
            return over
                    ? this
                    : new Episode(account, told, since, triggers, gaveUp, true, kin, openings);
        }
    }
}
