package dev.varde.collector.tail;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out which left content a gzip file holds by reading it up to where that was left, a
/// bounded part in each turn.
final class Unpacking implements AutoCloseable {
    /// What is known by now.
    sealed interface Answer {
        /// More has to be read.
        record NotYet() implements Answer {}

        /// It is this one's, and the content stands where the checking ended.
        record Continues(Left left) implements Answer {}

        /// Nobody knows it.
        record Fresh() implements Answer {}
    }

    private final Found file;
    private final List<Left> candidates;
    private UnpackedContent content;
    private int next;
    private @Nullable Left furthest;

    private Unpacking(Found file, List<Left> candidates, UnpackedContent content) {
        this.file = file;
        this.candidates = candidates;
        this.content = content;
    }

    /// @param lefts whose content it may be
    static Unpacking begin(Found file, List<Left> lefts) throws IOException {
        UnpackedContent content = UnpackedContent.open(file.path());
        List<Left> alike =
                lefts.stream()
                        .filter(left -> isAlike(left, file, content))
                        .sorted(Comparator.comparingLong(Left::checkedAt))
                        .toList();
        return new Unpacking(file, alike, content);
    }

    private static boolean isAlike(Left left, Found file, UnpackedContent content) {
        boolean named = left.key().equals(file.key()) || RotatedName.isOf(file.path(), left.path());
        Fingerprint print = left.end().print();
        return named && left.isMarked() && content.headOf(print.length()).equals(print);
    }

    Found file() {
        return file;
    }

    /// Reads on. Of one content several places may be known; the furthest counts.
    ///
    /// @param most bytes, unpacked
    Answer advance(byte[] buffer, long most) throws IOException {
        long until = content.at() + most;
        while (next < candidates.size()) {
            Left left = candidates.get(next);
            long rest = left.checkedAt() - content.at();
            if (rest == 0 && content.lastRead(left.before().length()).equals(left.before())) {
                furthest = left;
            }
            if (rest <= 0) {
                next++;
            } else if (content.at() >= until) {
                return new Answer.NotYet();
            } else if (content.read(content.at(), buffer, (int) Math.min(rest, buffer.length))
                    == 0) {
                next = candidates.size();
            }
        }
        Left known = furthest;
        return known == null ? new Answer.Fresh() : new Answer.Continues(known);
    }

    /// Where a follower begins: before what was checked when lines there were not decided yet.
    UnpackedContent contentAt(long offset, byte[] buffer) throws IOException {
        if (content.at() > offset) {
            content.close();
            content = UnpackedContent.open(file.path());
        }
        int read = -1;
        while (content.at() < offset && read != 0) {
            int rest = (int) Math.min(offset - content.at(), buffer.length);
            read = content.read(content.at(), buffer, rest);
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
