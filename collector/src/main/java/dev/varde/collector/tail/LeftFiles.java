package dev.varde.collector.tail;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What one service's logs were left at: files that are not open for now, those of the run before,
/// and some that are done with, so that they are known again when they turn up.
final class LeftFiles {
    private static final int MOST_AWAITED = 2_000;
    private static final int MOST_SETTLED = 64;

    /// The one most is known of first; of contents that are alike so far, the one that came last.
    private static final Comparator<Left> FURTHEST_FIRST =
            Comparator.comparingLong(Left::checkedAt)
                    .thenComparingLong(left -> left.end().incarnation())
                    .reversed();

    private final Set<Left> awaited = new LinkedHashSet<>();
    private final Set<Left> settled = new LinkedHashSet<>();

    LeftFiles(List<Position> positions) {
        for (Position position : positions) {
            Left left = Left.byRunBefore(position);
            if (position.done()) {
                settle(left);
            } else {
                await(left);
            }
        }
    }

    /// It goes on as soon as it is found.
    void await(Left left) {
        bounded(awaited, left, MOST_AWAITED);
    }

    /// Nobody looks for it any more.
    void settle(Left left) {
        awaited.remove(left);
        bounded(settled, left, MOST_SETTLED);
    }

    void remove(Left left) {
        awaited.remove(left);
        settled.remove(left);
    }

    private static void bounded(Set<Left> lefts, Left left, int most) {
        lefts.add(left);
        if (lefts.size() > most) {
            lefts.remove(lefts.iterator().next());
        }
    }

    private Stream<Left> all() {
        return Stream.concat(awaited.stream(), settled.stream());
    }

    boolean knows(FileKey key) {
        return all().anyMatch(left -> left.key().equals(key));
    }

    /// Whether the file lies there as it was left; an inode alone may have been given to another.
    boolean hasDone(Found file) {
        return of(file.key()).stream().anyMatch(left -> left.isAt(file));
    }

    /// Nothing was read of these: what stands in the file now says nothing about them.
    void forgetEmpty(FileKey key) {
        of(key).stream().filter(left -> !left.isRecognisable()).forEach(this::remove);
    }

    /// Whether nothing has been written to it since it was read and closed.
    boolean hasUnchanged(Found file) {
        return of(file.key()).stream().anyMatch(left -> left.isUnchangedIn(file));
    }

    /// The one most is known of first.
    List<Left> of(FileKey key) {
        return all().filter(left -> left.key().equals(key)).sorted(FURTHEST_FIRST).toList();
    }

    /// Those to look for, whose file no path leads to now.
    List<Left> missing(Predicate<Left> present) {
        return awaited.stream().filter(left -> !present.test(left)).sorted(FURTHEST_FIRST).toList();
    }

    /// The one whose content this is, found in another file: after a reboot that gave the device
    /// another number, or in a copy. What is known of the file itself counts first.
    Optional<Left> contentOf(Found found, Content content) throws IOException {
        Comparator<Left> ownFirst =
                Comparator.comparing((Left left) -> !left.key().equals(found.key()))
                        .thenComparing(FURTHEST_FIRST);
        for (Left left : all().sorted(ownFirst).toList()) {
            if (left.isRecognisable() && maySurvive(left, found) && left.isIn(content)) {
                return Optional.of(left);
            }
        }
        return Optional.empty();
    }

    private static boolean maySurvive(Left left, Found found) {
        boolean sameInode =
                left.key().inode() == found.key().inode()
                        && left.key().device() != found.key().device();
        return left.key().equals(found.key())
                || sameInode
                || left.isDistinct()
                || (left.isMarked() && RotatedName.isOf(found.path(), left.path()));
    }

    boolean isAwaited(Left left) {
        return awaited.contains(left);
    }

    List<Left> everything() {
        return all().toList();
    }

    List<Left> settled() {
        return List.copyOf(settled);
    }

    List<Position> positions() {
        return Stream.concat(
                        awaited.stream().map(Left::position),
                        settled.stream().map(LeftFiles::finished))
                .toList();
    }

    private static Position finished(Left left) {
        return left.waiting().isEmpty() ? left.end().finished() : left.acknowledged();
    }
}
