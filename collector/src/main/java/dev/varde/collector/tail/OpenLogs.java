package dev.varde.collector.tail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which files of one service are open, and which were left: keeps both in step with what lies in
/// the directories.
///
/// ```
///            found                       not found for 30 s, or too many open
///  (unknown) ─────▶ followed ──────────────────────────────▶ left
///                      ▲   cut: begins anew, a copy goes on    │ found again: same file, same
///                      └───────────────────────────────────────┘ content elsewhere, packed
/// ```
///
/// A file that was renamed away or deleted is read to its end and stays open until nothing has come
/// for half a minute.
final class OpenLogs implements AutoCloseable {
    private static final long LIVELY = Duration.ofSeconds(5).toNanos();

    /// A generation is called as its log is, and more: of two that are alike it is the copy.
    private static final Comparator<Found> LOGS_BEFORE_GENERATIONS =
            Comparator.comparingInt(file -> file.path().toString().length());

    private final Ground ground;
    private final LeftFiles left;
    private final Archive archive;
    private final OpenFiles open;
    private final Generations generations;
    private final Search search;
    private final PackedFiles packedFiles;
    private final Lingering lingering;
    private Set<FileKey> present = Set.of();

    OpenLogs(Finder finder, Emitter emitter, ServiceLogs.Shared shared) {
        this.ground = Ground.of(finder, emitter, shared);
        this.left = ground.left();
        this.archive = ground.archive();
        this.open = new OpenFiles(ground);
        this.generations = new Generations(ground, open);
        this.search = new Search(ground, open, generations);
        this.packedFiles = new PackedFiles(ground, open);
        this.lingering = new Lingering(ground, open);
    }

    /// The first look.
    void begin() {
        look();
        ground.finder().lookedOnce();
    }

    /// Finds what the configured paths lead to now, and what has become of the rest.
    void look() {
        Finder.Look look = ground.finder().look(ground.blindSpots(), ground.now());
        present = look.found().keySet();
        meet(look.found().values().stream().toList());
        List<Followed> orphans = orphans(look);
        orphans.forEach(this::check);
        orphans.forEach(generations::after);
        left.missing(l -> look.found().containsKey(l.key()) || look.failed().contains(l.path()))
                .forEach(search::seek);
        search.revisit();
        open.record();
    }

    private void meet(List<Found> found) {
        List<Found> news = new ArrayList<>();
        for (Found file : found) {
            Followed followed = open.of(file.key());
            if (followed != null) {
                seen(followed, file);
            } else if (!left.hasUnchanged(file)) {
                news.add(file);
            }
        }
        if (!news.isEmpty()) {
            open.snapshot().forEach(this::check);
            news.sort(LOGS_BEFORE_GENERATIONS);
            news.forEach(file -> generations.guarded(file, this::meetNew));
        }
        ground.copies().keepOnly(found.stream().map(Found::key).toList());
    }

    private void seen(Followed followed, Found file) {
        Follower follower = followed.follower;
        boolean written = !file.stat().modified().equals(follower.modified());
        followed.orphanedAt = null;
        if (written) {
            check(followed);
            if (!follower.isHeadKnown()) {
                generations.after(followed);
            }
        }
        follower.seenAt(file.path(), file.stat().modified());
    }

    /// Whether what was read still stands there; a rewrite of the same length shows only so.
    private void check(Followed followed) {
        try {
            if (!followed.follower.isSame()) {
                cut(followed);
            }
        } catch (IOException e) {
            failed(followed, e);
        }
    }

    /// A file that is not open: it goes on, its content has been replaced, or nobody knows it.
    private void meetNew(Found file) throws IOException {
        if (open.holds(file.key())) {
            return;
        }
        boolean known = left.knows(file.key());
        Optional<Content> opened = ground.finder().open(file, ground.blindSpots());
        if (opened.isEmpty()) {
            return;
        }
        left.forgetEmpty(file.key());
        begin(file, opened.get(), known);
        if (open.holds(file.key())) {
            left.of(file.key()).forEach(search::seekReplaced);
        }
    }

    /// @param replaced whether another content of the same file was followed
    private void begin(Found file, Content content, boolean replaced) throws IOException {
        Optional<Left> known = left.contentOf(file, content);
        switch (generations.verdict(file, content, known)) {
            case STRANGER -> {
                if (known.isPresent()) {
                    goOn(file, content, known.get());
                } else {
                    open.follow(file, content, ground.finder().begin(file, content, replaced));
                    generations.after(file.path(), open.lastSeen(file.path()));
                }
            }
            case COPY -> {
                Identity identity = Identity.of(file.key(), System.currentTimeMillis());
                open.follow(file, content, new Follower.From(content.size(), identity));
            }
            case SUSPECT -> content.close();
        }
    }

    private void goOn(Found file, Content content, Left known) throws IOException {
        if (known.key().equals(file.key()) || !present.contains(known.key())) {
            left.remove(known);
        }
        open.follow(file, content, known.from());
    }

    /// Reading failed; it is tried again from the same place at the next look.
    void failed(Followed followed, IOException e) {
        Follower follower = followed.follower;
        if (follower.content().isFixed()) {
            open.drop(followed);
            ground.emitter()
                    .gap(
                            follower.path(),
                            -1,
                            "this older generation cannot be unpacked: " + e.getMessage());
            return;
        }
        ground.blindSpots().unreadable(follower.path(), e);
        left.await(open.leave(followed).unknownSize());
    }

    /// It could be read: should that fail again, it is said again.
    void readable(Follower follower) {
        ground.blindSpots().readable(follower.path());
    }

    /// The file no longer holds what was read. A copy of that goes on where it was left; the file
    /// begins anew.
    void cut(Followed followed) throws IOException {
        Follower follower = followed.follower;
        boolean lively = ground.now() - followed.grewAt < LIVELY;
        followed.grewAt = ground.now();
        Left former = follower.former();
        boolean copied = former.isMarked() && generations.takeOver(former);
        if (copied && lively) {
            ground.emitter()
                    .gap(
                            follower.path(),
                            -1,
                            "copied and emptied while it was written to: lines between the two are"
                                    + " lost");
        }
        boolean packed = !copied && former.isMarked() && !archive.isEmpty();
        Runnable waiting = follower.startOver(!copied && !packed);
        if (packed) {
            left.await(former);
            archive.seek(former, () -> tellHere(former, waiting));
        } else if (!copied) {
            left.settle(former);
        }
        open.changed();
        open.record();
    }

    /// It was packed nowhere.
    private void tellHere(Left former, Runnable waiting) {
        left.settle(former);
        waiting.run();
    }

    /// Marks those that no path leads to any more.
    private List<Followed> orphans(Finder.Look look) {
        List<Followed> orphans = new ArrayList<>();
        for (Followed followed : open.all()) {
            boolean gone =
                    !look.found().containsKey(followed.key())
                            && !look.failed().contains(followed.follower.path());
            if (gone && followed.orphanedAt == null) {
                followed.orphanedAt = ground.now();
                orphans.add(followed);
            }
        }
        return orphans;
    }

    /// What an empty file begins with is known now: it could not be recognised in a copy before,
    /// and it may have been filled, copied and emptied unseen.
    void learnt(Followed followed) {
        generations.after(followed);
        open.changed();
        open.record();
    }

    /// Whether there is nothing to do until the next look. Asked ten times a second, so it
    /// allocates nothing.
    boolean isQuiet() {
        for (Followed followed : open.all()) {
            if (followed.orphanedAt != null || !followed.settled || followed.isUnread()) {
                return false;
            }
        }
        return archive.isEmpty();
    }

    /// @return whether the next write to any file is noticed, and nothing else is to be done
    boolean watch(Notices notices) {
        boolean all = isQuiet();
        for (Followed followed : open.all()) {
            all = all && notices.watch(followed.key(), followed.follower.path());
        }
        return all;
    }

    /// Whether a look would find what the last one did, as far as the kernel tells: each path leads
    /// to a file of its own, and it has noticed nothing of any.
    boolean isCalm(Notices notices) {
        return ground.finder().isComplete(open.all().size())
                && open.all().stream().allMatch(f -> notices.isWatched(f.key()));
    }

    /// Looks into packed generations.
    ///
    /// @return whether there is more of it
    boolean unpack(byte[] buffer) {
        return packedFiles.unpack(buffer);
    }

    /// Closes what is rotated away or deleted and read to its end.
    void release() {
        lingering.release();
    }

    boolean isOpen(Followed followed) {
        return open.isOpen(followed);
    }

    List<Followed> byUrgency() {
        return open.byUrgency();
    }

    List<Follower> followers() {
        return open.followers();
    }

    /// Bytes of the file that has most to be read.
    long unread() {
        return open.unread();
    }

    List<Position> positions() {
        return open.positions();
    }

    @Override
    public void close() {
        open.close();
        archive.close();
    }
}
