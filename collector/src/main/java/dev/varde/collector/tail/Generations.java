package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The older generations that lie beside the logs of a service: those that came and went between
/// two looks are followed from their start, a copy of what was emptied goes on where that was left,
/// a packed one waits in the [Archive].
final class Generations {
    private final Ground ground;
    private final OpenFiles open;

    Generations(Ground ground, OpenFiles open) {
        this.ground = ground;
        this.open = open;
    }

    @FunctionalInterface
    interface FileAction {
        void on(Found file) throws IOException;
    }

    /// What may fail for one file must not keep the others waiting.
    void guarded(Found file, FileAction action) {
        try {
            action.on(file);
        } catch (IOException e) {
            ground.blindSpots().unreadable(file.path(), e);
        }
    }

    boolean isKnown(Found file) {
        return open.holds(file.key()) || ground.left().hasDone(file);
    }

    void after(Followed followed) {
        Follower follower = followed.follower;
        after(follower.path(), follower.modified());
    }

    /// Files that took the log's place after it was last seen and were rotated away already.
    void after(Path log, Instant since) {
        if (since.isAfter(Instant.EPOCH)) {
            after(log, since, Beside.of(log));
        }
    }

    void after(Path log, Instant since, Beside beside) {
        if (!since.isAfter(Instant.EPOCH)) {
            return;
        }
        for (Found file : beside.plain(this::isKnown)) {
            FileKey.Stat stat = file.stat();
            if (!stat.modified().isBefore(since) && !stat.created().isBefore(since)) {
                guarded(file, this::follow);
            }
        }
        beside.packed(this::isKnown, since).forEach(file -> packed(log, file));
    }

    /// Unless it is a copy of what is followed, which says nothing new.
    void follow(Found file) throws IOException {
        Optional<Content> opened = ground.finder().open(file, ground.blindSpots());
        if (opened.isEmpty()) {
            return;
        }
        Content content = opened.get();
        Optional<Left> known = ground.left().contentOf(file, content);
        if (verdict(file, content, known) != Copies.Verdict.STRANGER) {
            content.close();
            return;
        }
        known.ifPresent(ground.left()::remove);
        open.followOrphan(file, content, known.map(Left::from).orElseGet(() -> fresh(file)));
    }

    /// Whether the file is a copy of one that is open.
    ///
    /// @param known the left content that stands in it
    Copies.Verdict verdict(Found file, Content content, Optional<Left> known) throws IOException {
        long knownUpTo = known.map(Left::checkedAt).orElse(-1L);
        return ground.copies().of(file, content, open.all(), knownUpTo);
    }

    static Follower.From fresh(Found file) {
        return new Follower.From(0, Identity.of(file.key(), System.currentTimeMillis()));
    }

    private void packed(Path log, Found file) {
        switch (RotatedName.Packing.of(file.path()).orElse(RotatedName.Packing.GZIP)) {
            case GZIP -> ground.archive().add(file);
            case XZ, ZSTD, BZIP2, LZ4, ZIP -> {
                ground.left().settle(Left.unread(file));
                ground.emitter()
                        .gap(
                                file.path(),
                                -1,
                                "a generation of "
                                        + log.getFileName()
                                        + " is packed in a way that is not read; use gzip or"
                                        + " delaycompress");
            }
        }
    }

    /// Looks for copies of what was emptied.
    ///
    /// @return whether there is one, which goes on where that was left
    boolean takeOver(Left former) {
        boolean taken = false;
        for (Found copy : ground.copies().takeCopiesOf(former.key())) {
            taken |= continueIn(copy, former, true);
        }
        Beside beside = Beside.of(former.path());
        for (Found file : beside.plain(this::isKnown)) {
            taken = taken || continueIn(file, former, false);
        }
        after(former.path(), former.modified(), beside);
        return taken;
    }

    /// @param shorter whether it is this content even if it ends before where that was read to
    boolean continueIn(Found file, Left former, boolean shorter) {
        Optional<Content> opened = ground.finder().open(file, ground.blindSpots());
        if (opened.isEmpty()) {
            return false;
        }
        Content content = opened.get();
        try {
            if (former.isIn(content)) {
                open.followOrphan(file, content, former.from());
                return true;
            }
            if (shorter && content.size() < former.checkedAt()) {
                open.followOrphan(file, content, former.fromNotBehind(content.size()));
                return true;
            }
            content.close();
        } catch (IOException e) {
            ground.blindSpots().unreadable(file.path(), e);
        }
        return false;
    }
}
