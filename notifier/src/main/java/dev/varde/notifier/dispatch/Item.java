package dev.varde.notifier.dispatch;

import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job in its outlet's queue. Its place must not change while it waits: it is taken out, changed
/// and put in again.
final class Item {
    /// What is due first comes first; what came first comes first of those.
    static final Comparator<Item> ORDER =
            Comparator.comparing(Item::due).thenComparingLong(item -> item.number);

    private final long number;
    private final List<IncidentId> about;
    private Job job;
    private @Nullable Instant hastened;
    private boolean cameForward;
    boolean flying;

    Item(Job job, long number) {
        this.job = job;
        this.number = number;
        this.about = Digests.about(job.delivery());
    }

    Job job() {
        return job;
    }

    void change(Job changed) {
        job = changed;
        hastened = null;
    }

    /// It may be tried from that time on, however long it was to wait.
    void hasten(Instant now) {
        hastened = now;
        cameForward = true;
    }

    /// Whether it came forward before. Only once: the receiver may refuse this one alone.
    boolean cameForward() {
        return cameForward;
    }

    /// The incidents it tells of.
    List<IncidentId> about() {
        return about;
    }

    /// When it may be tried; long ago when at once.
    Instant due() {
        Instant due = hastened == null ? job.delivery().due() : hastened;
        return due == null ? Instant.MIN : due;
    }

    /// A test is told by itself, also to a receiver that wants no more.
    boolean isTest() {
        return job.delivery().type().equals(Wording.TEST);
    }

    boolean isDigest() {
        return about.size() > 1;
    }

    /// Whether it says more than another one about the same incident.
    boolean isNewerThan(Item other) {
        int revision = job.delivery().revision();
        int others = other.job.delivery().revision();
        return revision != others ? revision > others : number > other.number;
    }
}
