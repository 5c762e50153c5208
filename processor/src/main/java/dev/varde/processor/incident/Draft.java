package dev.varde.processor.incident;

import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Acknowledgement;
import dev.varde.events.Incident.Change;
import dev.varde.events.Incident.Restart;
import dev.varde.events.Incident.TimelineEntry;
import dev.varde.events.Incident.Times;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.processor.incident.State.Episode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next revision of an incident while it is put together.
final class Draft {
    private static final int TIMELINE = 100;
    private static final int RESTARTS = 50;

    private final Episode from;
    private final Incident told;
    private final List<EventId> triggers;
    private final List<Restart> restarts;
    private final List<TimelineEntry> timeline;
    private Account account;
    private IncidentState state;
    private Times times;
    private Instant since;
    private int occurrences;
    private @Nullable Acknowledgement acknowledged;
    private @Nullable String note;
    private boolean gaveUp;
    private boolean over = true;
    private Kin kin;

    Draft(Episode from) {
        this.from = from;
        told = from.told();
        triggers = new ArrayList<>(from.triggers());
        restarts = new ArrayList<>(told.restarts());
        timeline = new ArrayList<>(told.timeline());
        account = from.account();
        state = told.state();
        times = told.times();
        since = from.since();
        occurrences = told.occurrences();
        acknowledged = told.acknowledged();
        note = told.note();
        gaveUp = from.gaveUp();
        kin = from.relations();
    }

    Draft state(IncidentState next, Instant at) {
        state = next;
        since = at;
        kin = next == IncidentState.OPEN || next == IncidentState.GAVE_UP ? kin.down() : kin;
        return this;
    }

    Draft account(Account newer) {
        account = newer;
        return this;
    }

    /// The same service died or failed once more.
    Draft again(Account newer) {
        account = newer;
        triggers.add(newer.trigger());
        occurrences++;
        times =
                new Times(
                        newer.lastLog(),
                        newer.died(),
                        newer.detected(),
                        times.opened(),
                        times.restarted(),
                        null,
                        null);
        return this;
    }

    Draft restarted(Instant at, OrderId order, String action) {
        restarts.add(new Restart(order, restarts.size() + 1, at, "started", null, action));
        times = times(at, null, null);
        return this;
    }

    Draft refused(Instant at, OrderId order, String reason) {
        restarts.add(new Restart(order, restarts.size() + 1, at, "refused", Duration.ZERO, reason));
        return this;
    }

    /// Notes how the newest restart, or the one of this order, turned out.
    Draft restartEnded(
            Instant at, @Nullable OrderId order, String result, @Nullable String detail) {
        for (int i = restarts.size() - 1; i >= 0; i--) {
            Restart r = restarts.get(i);
            if (order == null || r.order().equals(order)) {
                Duration after = Duration.between(r.requested(), at);
                String words = detail == null ? r.detail() : detail;
                restarts.set(
                        i, new Restart(r.order(), r.number(), r.requested(), result, after, words));
                return this;
            }
        }
        return this;
    }

    /// The action ended well; what is known of it comes behind what ran. The service may be proven
    /// healthy before its collector has said so.
    Draft restartUp(Instant at, OrderId order, @Nullable String detail) {
        restarts.replaceAll(r -> r.order().equals(order) ? up(r, at, detail) : r);
        return this;
    }

    private static Restart up(Restart r, Instant at, @Nullable String detail) {
        boolean first = r.result().equals("started");
        String ran = r.detail() == null ? "" : r.detail() + ", ";
        return new Restart(
                r.order(),
                r.number(),
                r.requested(),
                first ? "up" : r.result(),
                first ? Duration.between(r.requested(), at) : r.after(),
                detail == null ? r.detail() : ran + detail);
    }

    /// What was proven healthy has stayed so.
    Draft stable() {
        restarts.replaceAll(r ->
                r.result().equals("healthy")
                        ? new Restart(
                                r.order(),
                                r.number(),
                                r.requested(),
                                "stable",
                                r.after(),
                                r.detail())
                        : r);
        return this;
    }

    Draft recovered(Instant at) {
        times = times(times.restarted(), at, null);
        return this;
    }

    Draft resolved(Instant at) {
        times = times(times.restarted(), times.recovered(), at);
        return state(IncidentState.RESOLVED, at);
    }

    Draft acknowledged(Acknowledgement by) {
        acknowledged = by;
        return this;
    }

    Draft note(@Nullable String text) {
        note = text;
        return this;
    }

    Draft gaveUp() {
        gaveUp = true;
        return this;
    }

    /// Closed by hand while something may still be wrong.
    Draft notOver() {
        over = false;
        return this;
    }

    Draft said(Instant at, String what) {
        timeline.add(new TimelineEntry(at, what));
        return this;
    }

    /// The episode with what was noted, without a new revision.
    Step quietly() {
        Incident kept = Revisions.of(this, told.change(), told.revision());
        return Step.stay(
                new Episode(account, kept, since, triggers, gaveUp, from.over(), kin, openings()));
    }

    Step tell(Change change) {
        Incident next = Revisions.of(this, change, told.revision() + 1);
        return new Step(
                new Episode(account, next, since, triggers, gaveUp, over, kin.told(), openings()),
                List.of(new Effect.Tell(next)));
    }

    Draft widened(Instant at) {
        kin = kin.widened(at);
        return this;
    }

    private Times times(
            @Nullable Instant restarted, @Nullable Instant recovered, @Nullable Instant resolved) {
        return new Times(
                times.lastLog(),
                times.died(),
                times.detected(),
                times.opened(),
                restarted,
                recovered,
                resolved);
    }

    Incident told() {
        return told;
    }

    Account account() {
        return account;
    }

    IncidentState state() {
        return state;
    }

    Times times() {
        return times;
    }

    int occurrences() {
        return occurrences;
    }

    @Nullable Acknowledgement acknowledged() {
        return acknowledged;
    }

    @Nullable String note() {
        return note;
    }

    Kin kin() {
        return kin;
    }

    boolean flapping() {
        return Opening.flapping(openings());
    }

    /// What it began with is what it turns out to be.
    private List<Opening> openings() {
        return Opening.settled(from.openings(), account.cause());
    }

    List<Restart> restarts() {
        return last(restarts, RESTARTS);
    }

    List<TimelineEntry> timeline() {
        return last(timeline, TIMELINE);
    }

    private static <T> List<T> last(List<T> list, int most) {
        return list.subList(Math.max(0, list.size() - most), list.size());
    }
}
