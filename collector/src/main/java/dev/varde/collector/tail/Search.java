package dev.varde.collector.tail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks for what was left and no path leads to any more: the same file under another name, its
/// content in a copy or packed. What is nowhere is said to be lost.
final class Search {
    private static final long REVISIT = Duration.ofMinutes(1).toNanos();
    private static final Duration RECENT = Duration.ofHours(1);

    private final Ground ground;
    private final OpenFiles open;
    private final Generations generations;
    private long revisitedAt;

    Search(Ground ground, OpenFiles open, Generations generations) {
        this.ground = ground;
        this.open = open;
        this.generations = generations;
        this.revisitedAt = ground.now() - REVISIT;
    }

    /// It may have been found meanwhile, beside another that was looked for.
    void seek(Left one) {
        if (ground.archive().seeks(one) || !ground.left().isAwaited(one)) {
            return;
        }
        Beside beside = Beside.of(one.path());
        if (sameFile(one, beside)) {
            generations.after(one.path(), since(one), beside);
        } else {
            seekCopy(one, beside);
        }
    }

    /// Another content stands in the file now.
    void seekReplaced(Left one) {
        if (ground.left().isAwaited(one)) {
            seekCopy(one, Beside.of(one.path()));
        }
    }

    private void seekCopy(Left one, Beside beside) {
        ground.left().remove(one);
        boolean found = false;
        for (Found file : beside.plain(generations::isKnown)) {
            found = found || (one.isMarked() && generations.continueIn(file, one, false));
        }
        generations.after(one.path(), since(one), beside);
        if (!found) {
            notFound(one);
        }
    }

    private void notFound(Left one) {
        if (ground.archive().isEmpty()) {
            lost(one);
        } else {
            ground.left().await(one);
            ground.archive().seek(one, () -> lost(one));
        }
    }

    private Instant since(Left one) {
        return one.end().modified() > 0 ? one.modified() : ground.finder().savedAt();
    }

    private boolean sameFile(Left one, Beside beside) {
        Optional<Found> named = beside.named(one.key());
        if (named.isEmpty()) {
            return false;
        }
        Found file = named.get();
        if (RotatedName.Packing.of(file.path()).isPresent()) {
            ground.archive().add(file);
            ground.archive().seek(one, () -> lost(one));
            return true;
        }
        boolean same = reopened(file, one);
        if (!same && RotatedName.isOf(file.path(), one.path()) && !generations.isKnown(file)) {
            generations.guarded(file, generations::follow);
        }
        return same;
    }

    private boolean reopened(Found file, Left one) {
        if (open.holds(file.key())) {
            return false;
        }
        Optional<Content> opened = ground.finder().open(file, ground.blindSpots());
        return opened.isEmpty() || reopened(file, one, opened.get());
    }

    private boolean reopened(Found file, Left one, Content content) {
        try {
            boolean same = one.isRecognisable() && one.isIn(content);
            if (same && content.size() > one.end().offset() && isFurthest(one, file, content)) {
                ground.left().remove(one);
                open.followOrphan(file, content, one.from());
                return true;
            }
            content.close();
            if (same) {
                ground.left().settle(one);
            }
            return same;
        } catch (IOException e) {
            ground.blindSpots().unreadable(file.path(), e);
            return true;
        }
    }

    /// Whether nothing else is known that stands in the file too and goes further: a content that
    /// begins as an earlier one of the same file did, which was emptied or had the same inode.
    private boolean isFurthest(Left one, Found file, Content content) throws IOException {
        return ground.left().contentOf(file, content).filter(one::equals).isPresent();
    }

    /// What is known to be unread, or may be, is said.
    private void lost(Left one) {
        ground.left().settle(one);
        boolean recent = ground.finder().savedAt().minus(RECENT).isBefore(one.modified());
        long unread = one.size() - one.end().offset();
        if (unread > 0) {
            ground.emitter().gap(one.path(), unread, "bytes of it are gone unread");
        } else if (one.size() < 0 && recent) {
            ground.emitter()
                    .gap(one.path(), -1, "it was replaced or removed; what was not read is lost");
        }
    }

    /// What was rotated away and read to its end may be written to again by a program that still
    /// has it open.
    void revisit() {
        if (ground.now() - revisitedAt < REVISIT) {
            return;
        }
        revisitedAt = ground.now();
        for (Left one : ground.left().settled()) {
            Beside.of(one.path())
                    .named(one.key())
                    .filter(file -> RotatedName.Packing.of(file.path()).isEmpty())
                    .filter(file -> file.stat().size() > one.end().offset())
                    .ifPresent(file -> reopened(file, one));
        }
    }
}
