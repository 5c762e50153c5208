package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One receiver's channel: what waits for it, and how fast it takes it. A receiver that fails or
/// dawdles holds up its own outlet and no other.
///
/// Where a receiver reads for people, what became stale while it waited is not sent: the newest
/// message about an incident stands for the older ones, and when the rate leaves no room, one
/// digest stands for all that had to wait.
///
/// What failed waits for its own time, or until the receiver takes another one: then it is tried at
/// once.
final class Outlet {
    private static final int AT_ONCE = 4;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_IN_DIGEST = 500;
    private static final Duration BEHIND = Duration.ofHours(1);

    private final Channels.Key key;
    private final Channels.@Nullable Way way;
    private final Post post;
    private final Lanes lanes;
    private final Tempo tempo;
    private final Set<Item> failed = new LinkedHashSet<>();
    private @Nullable Merge merging;
    private List<Item> merged = List.of();
    private @Nullable String closed;
    private Instant alarm = Instant.MAX;
    private int flying;
    private boolean starved;
    private boolean stopped;
    private long number;
    private int size;

    /// What an outlet needs of its dispatcher.
    interface Post {
        Instant now();

        /// Tries it on another thread and calls [Outlet#tried] in the end.
        void attempt(Outlet outlet, Item item, Channels.Way way);

        /// Calls [Outlet#wake] at that time or soon after it.
        void alarm(Outlet outlet, Instant at);

        void merge(Merge merge);

        /// A delivery has changed.
        void note(Job job, boolean ended);
    }

    Outlet(Channels.Key key, Channels.@Nullable Way way, Post post) {
        this.key = key;
        this.way = way;
        this.post = post;
        this.lanes = new Lanes(way == null ? Telling.EVERY_REVISION : way.telling());
        this.tempo = new Tempo(way == null ? null : way.rate());
    }

    synchronized void remember(Collection<Instant> ends) {
        tempo.remember(ends);
    }

    synchronized int size() {
        return size;
    }

    synchronized void add(Job job) {
        size++;
        Item item = new Item(job, number++);
        lanes.add(item);
        mayComeForward(item);
        pump();
    }

    synchronized void stop() {
        stopped = true;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /// Nothing but tests is tried from now on; what waits is held back for this reason.
    synchronized void close(String reason) {
        closed = reason;
        pump();
    }

    synchronized void reopen() {
        closed = null;
    }

    synchronized void wake() {
        alarm = Instant.MAX;
        pump();
    }

    /// An attempt ended.
    ///
    /// @param asked whether the receiver said how long to wait
    /// @param closing why nothing more is to be tried, or null
    synchronized void tried(Item item, Delivery result, boolean asked, @Nullable String closing) {
        flying--;
        tempo.end(post.now());
        Job job = item.job().with(result);
        if (Deliveries.open(result)) {
            lanes.back(item, job);
            if (!asked) {
                mayComeForward(item);
            }
            post.note(job, false);
        } else {
            drop(item);
            post.note(job, true);
        }
        if (result.state() == Delivery.State.DELIVERED) {
            closed = null;
            comeForward();
        } else if (closing != null) {
            closed = closing;
        }
        pump();
    }

    /// An attempt was not made after all.
    synchronized void notTried(Item item) {
        flying--;
        tempo.end(post.now());
        lanes.back(item, item.job());
    }

    /// What was to be merged is written down as one.
    synchronized void merged(Merge merge, Job digest) {
        if (!merge.equals(merging)) {
            return;
        }
        merged.forEach(this::drop);
        merging = null;
        merged = List.of();
        size++;
        Item item = new Item(digest, number++);
        lanes.add(item);
        if (!stopped && closed == null && way != null) {
            launch(item, way); // its place was free when it was asked for; else it might never go
        }
        pump();
    }

    private void pump() {
        while (!stopped && merging == null) {
            Item first = lanes.first();
            Instant now = post.now();
            if (first == null || !isDue(first, now) || !step(first, now)) {
                return;
            }
        }
    }

    private boolean isDue(Item first, Instant now) {
        if (first.due().isAfter(now)) {
            wakeAt(first.due());
            return false;
        }
        return true;
    }

    /// @return whether there may be more to do at once
    private boolean step(Item first, Instant now) {
        if (way == null) {
            end(first, Delivery.State.FAILED, "the receiver is not configured any more");
            return true;
        }
        if (closed != null && !first.isTest()) {
            end(first, Delivery.State.HELD_BACK, closed);
            return true;
        }
        if (isBehind(first, now, way)) {
            String reason = "more than an hour behind: a later revision says it all";
            end(first, Delivery.State.SUPERSEDED, reason);
            return true;
        }
        return isRoom(now) && tell(first, now, way);
    }

    private static boolean isOld(Item item, Instant now) {
        return item.job().delivery().intended().plus(BEHIND).isBefore(now);
    }

    private boolean isBehind(Item first, Instant now, Channels.Way to) {
        return to.telling() == Telling.EVERY_REVISION && isOld(first, now) && lanes.hasLater(first);
    }

    private boolean isRoom(Instant now) {
        if (flying >= AT_ONCE) {
            return false;
        }
        Instant free = tempo.next(now);
        if (free.isAfter(now)) {
            starved = true;
            wakeAt(free);
            return false;
        }
        return true;
    }

    private boolean tell(Item first, Instant now, Channels.Way to) {
        if (to.telling() == Telling.EVERY_REVISION || first.isTest()) {
            return launch(first, to);
        }
        boolean everything = starved && to.telling() == Telling.DIGEST;
        Set<Item> all = lanes.together(first, now, everything, MOST_IN_DIGEST);
        long incidents = all.stream().flatMap(i -> i.about().stream()).distinct().count();
        starved = everything && incidents >= MOST_IN_DIGEST / 2;
        if (all.size() > 1 && incidents > 1) {
            return merge(all, everything);
        }
        Item newest = all.stream().reduce(first, (a, b) -> b.isNewerThan(a) ? b : a);
        String reason = "told in " + newest.job().delivery().id() + ", which is newer";
        all.stream()
                .filter(i -> i != newest)
                .forEach(i -> end(i, Delivery.State.SUPERSEDED, reason));
        return launch(newest, to);
    }

    private boolean launch(Item item, Channels.Way to) {
        flying++;
        tempo.begin();
        failed.remove(item);
        lanes.start(item);
        post.attempt(this, item, to);
        return true;
    }

    private boolean merge(Set<Item> all, boolean everything) {
        List<Job> parts = all.stream().map(Item::job).collect(Collectors.toList());
        String reason =
                everything
                        ? "what had to wait for the receiver's limit, told together"
                        : "what belongs together, told together";
        merged = new ArrayList<>(all);
        merging = new Merge(key, parts, reason);
        post.merge(merging);
        return false;
    }

    private void end(Item item, Delivery.State state, String reason) {
        drop(item);
        Delivery ended = Deliveries.ended(item.job().delivery(), state, reason);
        post.note(item.job().with(ended), true);
    }

    /// Remembers what failed, unless its receiver has asked for less or had this before.
    private void mayComeForward(Item item) {
        Delivery d = item.job().delivery();
        boolean retried = Deliveries.open(d) && d.state() != Delivery.State.INTENDED;
        if (retried && !item.cameForward() && !Objects.equals(status(d), TOO_MANY_REQUESTS)) {
            failed.add(item);
        }
    }

    private static @Nullable Integer status(Delivery d) {
        return d.attempts().isEmpty() ? null : d.attempts().getLast().status();
    }

    /// The receiver takes messages: what failed need not wait for its own time.
    private void comeForward() {
        lanes.hasten(failed, post.now());
        failed.clear();
    }

    private void drop(Item item) {
        failed.remove(item);
        lanes.remove(item);
        size--;
    }

    private void wakeAt(Instant at) {
        if (at.isBefore(alarm)) {
            alarm = at;
            post.alarm(this, at);
        }
    }
}
