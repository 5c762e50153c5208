package dev.varde.notifier.followup;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.Escalation;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Terms;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeded random walks: an incident goes on, silences come and go, people acknowledge, time passes,
/// and the notifier is killed at any point, which leaves nothing but the ledger.
class FollowupsWalkTest {
    private static final int STEPS = 400;
    private static final Terms TERMS =
            new Terms(
                    "",
                    Duration.ZERO,
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    List.of(new Escalation(Duration.ofMinutes(10), List.of("boss"))));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverHappensWhenever(long seed) {
        for (int n = 0; n < 50; n++) {
            new Walk(new Random(seed * 1_000 + n)).run();
        }
    }

    private static final class Walk {
        private final Random random;
        private final List<Delivery> ledger = new ArrayList<>();
        private final Set<DeliveryId> intended = new HashSet<>();
        private Story story = new Story();
        private Instant now = NOON;
        private Incident incident = incident("i").build();
        private @Nullable Instant silentUntil;
        private boolean acknowledged;

        Walk(Random random) {
            this.random = random;
        }

        void run() {
            decideRevision();
            for (int step = 0; step < STEPS && !incident.closed(); step++) {
                act();
                theSameIsDueAfterAKill();
                followUp();
                nothingMoreIsDueNow();
            }
            theEndIsQuiet();
        }

        private void act() {
            switch (random.nextInt(12)) {
                case 0 -> revise(Change.UPDATED, IncidentState.OPEN);
                case 1 -> silentUntil = now.plus(Duration.ofMinutes(1 + random.nextInt(90)));
                case 2 -> silentUntil = null;
                case 3 -> {
                    acknowledged = random.nextInt(4) == 0;
                    revise(Change.UPDATED, IncidentState.OPEN);
                }
                case 4 -> {
                    if (random.nextInt(10) == 0) {
                        revise(Change.RESOLVED, IncidentState.RESOLVED);
                    }
                }
                default -> now = now.plusSeconds(1 + random.nextInt(1_200));
            }
        }

        private void revise(Change change, IncidentState state) {
            var next = incident("i").revision(incident.revision() + 1, change, state);
            incident = acknowledged ? next.acknowledged("on it").build() : next.build();
            decideRevision();
        }

        private void decideRevision() {
            DeliveryId id = Deliveries.id(incident.id(), incident.revision(), "mail", "ops");
            write(draft(id, "ops", Wording.type(incident.change()), decision()));
        }

        private void followUp() {
            for (Due due : reckon(story).due()) {
                DeliveryId id = Deliveries.id(incident.id(), incident.revision(), "mail", "ops");
                switch (due) {
                    case Due.Repeat r ->
                            write(
                                    draft(
                                            Suffix.REPEAT.on(id, r.number()),
                                            "ops",
                                            "incident.updated",
                                            r.send()));
                    case Due.Escalate e ->
                            write(
                                    draft(
                                            Suffix.ESCALATION.on(
                                                    Deliveries.id(
                                                            incident.id(),
                                                            incident.revision(),
                                                            "mail",
                                                            e.receiver()),
                                                    e.step()),
                                            e.receiver(),
                                            "incident.opened",
                                            new Decision.Send("boss", Medium.MAIL, "escalated")));
                    case Due.Anew a -> anew(a);
                }
            }
        }

        private void anew(Due.Anew a) {
            switch (a.decision()) {
                case Decision.HoldBack d -> write(Deliveries.held(a.held(), d.reason(), d.until()));
                case Decision.Send d -> write(Deliveries.again(a.held(), d.reason(), now));
            }
        }

        private void theSameIsDueAfterAKill() {
            Story again = new Story();
            ledger.forEach(again::apply);

            assertThat(reckon(again)).isEqualTo(reckon(story));

            story = again;
        }

        private void nothingMoreIsDueNow() {
            Followups rest = reckon(story);
            assertThat(rest.due()).isEmpty();
            assertThat(rest.next()).isAfter(now);
        }

        /// Once no silence holds, an incident that is open has been told, and one that is over was
        /// told or is known to have been missed.
        private void theEndIsQuiet() {
            silentUntil = null;
            followUp();
            assertThat(story.held()).isEmpty();
            assertThat(ledger).anyMatch(d -> d.state() == State.INTENDED);
            if (incident.closed()) {
                assertThat(reckon(story)).isEqualTo(new Followups(List.of(), Instant.MAX));
            }
        }

        private Followups reckon(Story told) {
            return Followups.of(incident, told, List.of(decision()), now);
        }

        private Decision decision() {
            return silentUntil != null && silentUntil.isAfter(now)
                    ? new Decision.HoldBack("ops", Medium.MAIL, "silence", silentUntil)
                    : new Decision.Send("ops", Medium.MAIL, "route 1 matched", TERMS);
        }

        private Delivery draft(DeliveryId id, String receiver, String type, Decision decision) {
            boolean send = decision instanceof Decision.Send;
            Instant until = decision instanceof Decision.HoldBack h ? h.until() : null;
            return new Delivery(
                    id,
                    incident.id(),
                    incident.revision(),
                    receiver,
                    "mail",
                    type,
                    send ? State.INTENDED : State.HELD_BACK,
                    decision.reason(),
                    now,
                    until,
                    List.of(),
                    null,
                    "subject");
        }

        private void write(Delivery d) {
            if (d.state() == State.INTENDED) {
                assertThat(intended.add(d.id())).as("intended twice: %s", d.id()).isTrue();
            }
            ledger.add(d);
            story.apply(d);
        }
    }
}
