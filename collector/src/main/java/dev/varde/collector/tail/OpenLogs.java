package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    private static final long LINGER = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_LINGER = Duration.ofMinutes(10).toNanos();
    private static final long REVISIT = Duration.ofMinutes(1).toNanos();
    private static final long LIVELY = Duration.ofSeconds(5).toNanos();
    private static final int UNREAD_ROOM = 32;
    private static final Duration RECENT = Duration.ofHours(1);

    /// A generation is called as its log is, and more: of two that are alike it is the copy.
    private static final Comparator<Found> LOGS_BEFORE_GENERATIONS =
            Comparator.comparingInt(file -> file.path().toString().length());

    private final Finder finder;
    private final Emitter emitter;
    private final ServiceLogs.Shared shared;
    private final BlindSpots blindSpots;
    private final LeftFiles left;
    private final Archive archive;
    private final Copies copies = new Copies();
    private final Map<FileKey, Followed> files = new LinkedHashMap<>();
    private Set<FileKey> present = Set.of();
    private boolean unrecorded;
    private long revisitedAt;

    OpenLogs(Finder finder, Emitter emitter, ServiceLogs.Shared shared) {
        this.finder = finder;
        this.emitter = emitter;
        this.shared = shared;
        this.blindSpots = new BlindSpots(emitter);
        this.left = new LeftFiles(finder.positions());
        this.archive = new Archive(emitter);
        this.revisitedAt = now() - REVISIT;
    }

    private long now() {
        return shared.nanos().getAsLong();
    }

    /// The first look.
    void begin() {
        look();
        finder.lookedOnce();
    }

    /// Finds what the configured paths lead to now, and what has become of the rest.
    void look() {
        Finder.Look look = finder.look(blindSpots, now());
        present = look.found().keySet();
        meet(look.found().values().stream().toList());
        List<Followed> orphans = orphans(look);
        orphans.forEach(this::check);
        orphans.forEach(this::generationsAfter);
        left.missing(l -> look.found().containsKey(l.key()) || look.failed().contains(l.path()))
                .forEach(this::seek);
        revisit();
        record();
    }

    private void meet(List<Found> found) {
        List<Found> news = new ArrayList<>();
        for (Found file : found) {
            Followed followed = files.get(file.key());
            if (followed != null) {
                seen(followed, file);
            } else if (!left.hasUnchanged(file)) {
                news.add(file);
            }
        }
        if (!news.isEmpty()) {
            followed().forEach(this::check);
            news.sort(LOGS_BEFORE_GENERATIONS);
            news.forEach(file -> guarded(file, this::meetNew));
        }
        copies.keepOnly(found.stream().map(Found::key).toList());
    }

    /// What may fail for one file must not keep the others waiting.
    private void guarded(Found file, FileAction action) {
        try {
            action.on(file);
        } catch (IOException e) {
            blindSpots.unreadable(file.path(), e);
        }
    }

    @FunctionalInterface
    private interface FileAction {
        void on(Found file) throws IOException;
    }

    private void seen(Followed followed, Found file) {
        Follower follower = followed.follower;
        boolean written = !file.stat().modified().equals(follower.modified());
        followed.orphanedAt = null;
        if (written) {
            check(followed);
            if (!follower.isHeadKnown()) {
                generationsAfter(followed);
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
        if (files.containsKey(file.key())) {
            return;
        }
        boolean known = left.knows(file.key());
        Optional<Content> opened = finder.open(file, blindSpots);
        if (opened.isEmpty()) {
            return;
        }
        left.forgetEmpty(file.key());
        begin(file, opened.get(), known);
        if (files.containsKey(file.key())) {
            left.of(file.key()).forEach(this::seekReplaced);
        }
    }

    /// @param replaced whether another content of the same file was followed
    private void begin(Found file, Content content, boolean replaced) throws IOException {
        Optional<Left> known = left.contentOf(file, content);
        switch (copies.of(file, content, files.values(), knownUpTo(known))) {
            case STRANGER -> {
                if (known.isPresent()) {
                    goOn(file, content, known.get());
                } else {
                    follow(file, content, finder.begin(file, content, replaced));
                    generationsAfter(file.path(), lastSeen(file.path()), Beside.of(file.path()));
                }
            }
            case COPY -> {
                Identity identity = Identity.of(file.key(), System.currentTimeMillis());
                follow(file, content, new Follower.From(content.size(), identity));
            }
            case SUSPECT -> content.close();
        }
    }

    private static long knownUpTo(Optional<Left> known) {
        return known.map(Left::checkedAt).orElse(-1L);
    }

    private void goOn(Found file, Content content, Left known) throws IOException {
        if (known.key().equals(file.key()) || !present.contains(known.key())) {
            left.remove(known);
        }
        follow(file, content, known.from());
    }

    private Followed follow(Found file, Content content, Follower.From from) throws IOException {
        makeRoom();
        try {
            Followed followed = new Followed(new Follower(file, content, from, emitter), now());
            files.values().stream()
                    .filter(other -> other.follower.path().equals(file.path()))
                    .forEach(other -> followed.follower.takesPlaceOf(other.follower));
            files.put(file.key(), followed);
            unrecorded = true;
            return followed;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private void followOrphan(Found file, Content content, Follower.From from) throws IOException {
        follow(file, content, from).orphanedAt = now();
    }

    /// Closes the one that has been quiet longest; one that is not read to its end only when there
    /// are many.
    private void makeRoom() {
        int most = Math.max(1, shared.mostOpen().getAsInt());
        if (files.size() < most) {
            return;
        }
        boolean crowded = files.size() >= Math.max(most, UNREAD_ROOM);
        files.values().stream()
                .filter(followed -> crowded || !isUnread(followed))
                .min(
                        Comparator.comparing(OpenLogs::isUnread)
                                .thenComparingLong(followed -> followed.grewAt))
                .ifPresent(this::park);
    }

    private void park(Followed followed) {
        followed.follower.flush();
        left.await(leave(followed));
    }

    private Left leave(Followed followed) {
        Follower follower = followed.follower;
        Left left = follower.left(isUnread(followed) ? -1 : follower.offset());
        files.remove(followed.key());
        close(follower);
        return left;
    }

    /// Bytes of the file that has most to be read.
    long unread() {
        return files.values().stream()
                .mapToLong(followed -> size(followed.follower) - followed.follower.offset())
                .max()
                .orElse(0);
    }

    private static boolean isUnread(Followed followed) {
        return size(followed.follower) != followed.follower.offset();
    }

    private static long size(Follower follower) {
        try {
            return follower.content().size();
        } catch (IOException _) {
            return -1;
        }
    }

    /// Reading failed; it is tried again from the same place at the next look.
    void failed(Followed followed, IOException e) {
        Follower follower = followed.follower;
        if (follower.content().isFixed()) {
            files.remove(followed.key());
            close(follower);
            emitter.gap(
                    follower.path(),
                    -1,
                    "this older generation cannot be unpacked: " + e.getMessage());
            return;
        }
        blindSpots.unreadable(follower.path(), e);
        Left before = leave(followed);
        left.await(before.unknownSize());
    }

    /// It could be read: should that fail again, it is said again.
    void readable(Follower follower) {
        blindSpots.readable(follower.path());
    }

    /// The file no longer holds what was read. A copy of that goes on where it was left; the file
    /// begins anew.
    void cut(Followed followed) throws IOException {
        Follower follower = followed.follower;
        boolean lively = now() - followed.grewAt < LIVELY;
        followed.grewAt = now();
        Left former = follower.former();
        boolean copied = former.isMarked() && takeOver(former);
        if (copied && lively) {
            emitter.gap(
                    follower.path(),
                    -1,
                    "copied and emptied while it was written to: lines between the two are lost");
        }
        boolean packed = !copied && former.isMarked() && !archive.isEmpty();
        Runnable waiting = follower.startOver(!copied && !packed);
        if (packed) {
            left.await(former);
            archive.seek(former, () -> tellHere(former, waiting));
        } else if (!copied) {
            left.settle(former);
        }
        unrecorded = true;
        record();
    }

    /// It was packed nowhere.
    private void tellHere(Left former, Runnable waiting) {
        left.settle(former);
        waiting.run();
    }

    private boolean takeOver(Left former) {
        boolean taken = false;
        for (Found copy : copies.takeCopiesOf(former.key())) {
            taken |= continueIn(copy, former, true);
        }
        Beside beside = Beside.of(former.path());
        for (Found file : beside.plain(this::isKnown)) {
            taken = taken || continueIn(file, former, false);
        }
        generationsAfter(former.path(), former.modified(), beside);
        return taken;
    }

    /// @param shorter whether it is this content even if it ends before where that was read to
    private boolean continueIn(Found file, Left former, boolean shorter) {
        Optional<Content> opened = finder.open(file, blindSpots);
        if (opened.isEmpty()) {
            return false;
        }
        Content content = opened.get();
        try {
            if (former.isIn(content)) {
                followOrphan(file, content, former.from());
                return true;
            }
            if (shorter && content.size() < former.checkedAt()) {
                followOrphan(file, content, former.fromNotBehind(content.size()));
                return true;
            }
            content.close();
        } catch (IOException e) {
            blindSpots.unreadable(file.path(), e);
        }
        return false;
    }

    private boolean isKnown(Found file) {
        return files.containsKey(file.key()) || left.hasDone(file);
    }

    /// Marks those that no path leads to any more.
    private List<Followed> orphans(Finder.Look look) {
        List<Followed> orphans = new ArrayList<>();
        for (Followed followed : files.values()) {
            boolean gone =
                    !look.found().containsKey(followed.key())
                            && !look.failed().contains(followed.follower.path());
            if (gone && followed.orphanedAt == null) {
                followed.orphanedAt = now();
                orphans.add(followed);
            }
        }
        return orphans;
    }

    private void generationsAfter(Followed followed) {
        Follower follower = followed.follower;
        generationsAfter(follower.path(), follower.modified(), Beside.of(follower.path()));
    }

    /// When what a path led to before was last seen to be written to; epoch when that is not known.
    private Instant lastSeen(Path path) {
        Stream<Instant> open =
                files.values().stream()
                        .filter(f -> f.orphanedAt != null && isLog(f.follower.path(), path))
                        .map(f -> f.follower.modified());
        Stream<Instant> closed =
                left.everything().stream().filter(l -> isLog(l.path(), path)).map(Left::modified);
        return Stream.concat(open, closed).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private static boolean isLog(Path one, Path log) {
        return one.equals(log) || RotatedName.isOf(one, log);
    }

    /// Files that took the log's place after it was last seen and were rotated away already.
    private void generationsAfter(Path log, Instant since, Beside beside) {
        if (!since.isAfter(Instant.EPOCH)) {
            return;
        }
        for (Found file : beside.plain(this::isKnown)) {
            FileKey.Stat stat = file.stat();
            if (!stat.modified().isBefore(since) && !stat.created().isBefore(since)) {
                guarded(file, this::generation);
            }
        }
        beside.packed(this::isKnown, since).forEach(file -> packed(log, file));
    }

    private void generation(Found file) throws IOException {
        Optional<Content> opened = finder.open(file, blindSpots);
        if (opened.isEmpty()) {
            return;
        }
        Content content = opened.get();
        Optional<Left> known = left.contentOf(file, content);
        if (copies.of(file, content, files.values(), knownUpTo(known)) != Copies.Verdict.STRANGER) {
            content.close();
            return;
        }
        known.ifPresent(left::remove);
        followOrphan(file, content, known.map(Left::from).orElseGet(() -> fresh(file)));
    }

    private static Follower.From fresh(Found file) {
        return new Follower.From(0, Identity.of(file.key(), System.currentTimeMillis()));
    }

    private void packed(Path log, Found file) {
        switch (RotatedName.Packing.of(file.path()).orElse(RotatedName.Packing.GZIP)) {
            case GZIP -> archive.add(file);
            case XZ, ZSTD, BZIP2, LZ4, ZIP -> {
                left.settle(Left.unread(file));
                emitter.gap(
                        file.path(),
                        -1,
                        "a generation of "
                                + log.getFileName()
                                + " is packed in a way that is not read; use gzip or delaycompress");
            }
        }
    }

    /// Looks for what was left and no path leads to; it may have been found meanwhile, beside
    /// another that was looked for.
    private void seek(Left one) {
        if (archive.seeks(one) || !left.isAwaited(one)) {
            return;
        }
        Beside beside = Beside.of(one.path());
        boolean found = sameFile(one, beside);
        if (found) {
            generationsAfter(one.path(), since(one), beside);
        } else {
            seekCopy(one, beside);
        }
    }

    private void seekReplaced(Left one) {
        if (left.isAwaited(one)) {
            seekCopy(one, Beside.of(one.path()));
        }
    }

    private void seekCopy(Left one, Beside beside) {
        left.remove(one);
        boolean found = false;
        for (Found file : beside.plain(this::isKnown)) {
            found = found || (one.isMarked() && continueIn(file, one, false));
        }
        generationsAfter(one.path(), since(one), beside);
        if (!found) {
            notFound(one);
        }
    }

    private void notFound(Left one) {
        if (archive.isEmpty()) {
            lost(one);
        } else {
            left.await(one);
            archive.seek(one, () -> lost(one));
        }
    }

    private Instant since(Left one) {
        return one.end().modified() > 0 ? one.modified() : finder.savedAt();
    }

    private boolean sameFile(Left one, Beside beside) {
        Optional<Found> named = beside.named(one.key());
        if (named.isEmpty()) {
            return false;
        }
        Found file = named.get();
        if (RotatedName.Packing.of(file.path()).isPresent()) {
            archive.add(file);
            archive.seek(one, () -> lost(one));
            return true;
        }
        boolean same = reopened(file, one);
        if (!same && RotatedName.isOf(file.path(), one.path()) && !isKnown(file)) {
            guarded(file, this::generation);
        }
        return same;
    }

    private boolean reopened(Found file, Left one) {
        if (files.containsKey(file.key())) {
            return false;
        }
        Optional<Content> opened = finder.open(file, blindSpots);
        if (opened.isEmpty()) {
            return true;
        }
        Content content = opened.get();
        try {
            boolean same = one.isRecognisable() && one.isIn(content);
            if (same && content.size() > one.end().offset()) {
                left.remove(one);
                followOrphan(file, content, one.from());
                return true;
            }
            content.close();
            if (same) {
                left.settle(one);
            }
            return same;
        } catch (IOException e) {
            blindSpots.unreadable(file.path(), e);
            return true;
        }
    }

    /// What is known to be unread, or may be, is said.
    private void lost(Left one) {
        left.settle(one);
        boolean recent = finder.savedAt().minus(RECENT).isBefore(one.modified());
        if (one.size() > one.end().offset()) {
            emitter.gap(one.path(), one.size() - one.end().offset(), "bytes of it are gone unread");
        } else if (one.size() < 0 && recent) {
            emitter.gap(one.path(), -1, "it was replaced or removed; what was not read is lost");
        }
    }

    /// What was rotated away and read to its end may be written to again by a program that still
    /// has it open.
    private void revisit() {
        if (now() - revisitedAt < REVISIT) {
            return;
        }
        revisitedAt = now();
        for (Left one : left.settled()) {
            Beside.of(one.path())
                    .named(one.key())
                    .filter(file -> RotatedName.Packing.of(file.path()).isEmpty())
                    .filter(file -> file.stat().size() > one.end().offset())
                    .ifPresent(file -> reopened(file, one));
        }
    }

    /// What an empty file begins with is known now: it could not be recognised in a copy before,
    /// and it may have been filled, copied and emptied unseen.
    void learnt(Followed followed) {
        generationsAfter(followed);
        unrecorded = true;
        record();
    }

    /// Whether there is nothing to do until the next look. Asked ten times a second, so it
    /// allocates nothing.
    boolean isQuiet() {
        for (Followed followed : files.values()) {
            if (followed.orphanedAt != null || !followed.settled || isUnread(followed)) {
                return false;
            }
        }
        return archive.isEmpty();
    }

    /// Looks into packed generations.
    ///
    /// @return whether there is more of it
    boolean unpack(byte[] buffer) {
        archive.takeUnfound().forEach(Runnable::run);
        Archive.Turn turn = archive.advance(this::contents, buffer);
        turn.opened().ifPresent(this::followPacked);
        return turn.more();
    }

    /// What a packed file may hold.
    private List<Left> contents() {
        List<Left> all = new ArrayList<>(left.everything());
        files.values().forEach(f -> all.add(f.follower.left(-1)));
        return all;
    }

    private void followPacked(Archive.Opened opened) {
        Left known = opened.left();
        try {
            if (known != null && isOpen(known)) {
                opened.content().close();
                return;
            }
            if (known != null) {
                left.remove(known);
            }
            Follower.From from = known == null ? fresh(opened.file()) : known.from();
            followOrphan(opened.file(), opened.content(), from);
            record();
        } catch (IOException e) {
            archive.damaged(opened.file(), e);
        }
    }

    /// Closes what is rotated away or deleted and read to its end.
    void release() {
        for (Followed followed : followed()) {
            Long since = followed.orphanedAt;
            if (since != null && isFinished(followed, since)) {
                TailLog.released(followed.follower.path());
                followed.follower.endPartial();
                left.settle(leave(followed));
            }
        }
    }

    private boolean isFinished(Followed followed, long orphanedAt) {
        if (followed.follower.content().isFixed()) {
            return followed.lastTurn == 0 && !isUnread(followed);
        }
        boolean silent = now() - followed.grewAt > LINGER && now() - orphanedAt > LINGER;
        return silent || (now() - orphanedAt > LONGEST_LINGER && isDeleted(followed.follower));
    }

    private boolean isDeleted(Follower follower) {
        boolean deleted = Beside.of(follower.path()).named(follower.key()).isEmpty();
        if (deleted) {
            blindSpots.writtenToThoughDeleted(follower.path());
        }
        return deleted;
    }

    private void record() {
        if (unrecorded) {
            unrecorded = false;
            shared.record().run();
        }
    }

    private boolean isOpen(Left content) {
        Followed followed = files.get(content.key());
        return followed != null && followed.follower.identity().equals(content.end().identity());
    }

    boolean isOpen(Followed followed) {
        return files.get(followed.key()) == followed;
    }

    private List<Followed> followed() {
        return List.copyOf(files.values());
    }

    List<Followed> byUrgency() {
        return files.values().stream().sorted(Followed::byUrgency).toList();
    }

    List<Follower> followers() {
        return files.values().stream().map(f -> f.follower).toList();
    }

    List<Position> positions() {
        List<Position> all = new ArrayList<>(left.positions());
        files.values().forEach(f -> all.add(f.follower.position()));
        return all;
    }

    private static void close(Follower follower) {
        try {
            follower.close();
        } catch (IOException e) {
            TailLog.notClosed(follower.path(), e);
        }
    }

    @Override
    public void close() {
        followers().forEach(OpenLogs::close);
        archive.close();
    }
}
