package dev.varde.collector.journal;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.right.Right;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.EventId;
import java.time.Instant;
import java.time.InstantSource;

/// Says what of the journal is missing, and whether it can be read at all. Thread-safe.
final class Trouble {
    static final String SOURCE = Right.JOURNAL.source();

    private static final int LONGEST_START = 170;

    private final Outbox outbox;
    private final InstantSource clock;
    private boolean blind;
    private long unreadable;

    Trouble(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /// How the journal of a unit is called where its lines are quoted.
    static String source(String unit) {
        return SOURCE + ":" + unit;
    }

    /// Nobody knows how much is missing.
    void gap(String reason) {
        say("gap", new GapSeen(SOURCE, -1, reason));
    }

    /// Lines of a unit are missing.
    void gap(String unit, GapSeen gap) {
        say("gap-" + unit, gap);
    }

    /// An entry told of something that is missing.
    void gap(JournalEntry entry, String what, GapSeen gap) {
        outbox.put(new Sighting(entry.id(what), entry.time(), null, gap));
    }

    /// Entries that are no JSON, or too long, were left out.
    synchronized void unreadable(long count) {
        if (count > 0) {
            unreadable += count;
            String reason = "entries that could not be read were left out";
            say("unreadable-" + unreadable, new GapSeen(SOURCE, count, reason));
        }
    }

    /// Told once until it can be read again.
    synchronized void blind(String reason) {
        if (!blind) {
            blind = true;
            JournalLog.blind(reason);
            say("blind", new BlindSpot(SOURCE, reason, Right.JOURNAL.cure()));
        }
    }

    synchronized void sees() {
        if (blind) {
            blind = false;
            say("sees", new BlindSpotCured(SOURCE));
        }
    }

    private void say(String what, CollectorFact fact) {
        Instant now = clock.instant();
        String start = SOURCE + ":" + what;
        String cut = start.substring(0, Math.min(LONGEST_START, start.length()));
        EventId id = new EventId(cut + ":" + now.toEpochMilli());
        outbox.put(new Sighting(id, now, null, fact));
    }
}
