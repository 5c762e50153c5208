package dev.varde.collector.tail;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells new files from copies of one that is followed. `copytruncate` copies a log, which takes a
/// while, and empties it then; what stands in the copy has been read already. Such a copy stays
/// suspected until the log is emptied, the two differ, or nothing has happened for three looks.
final class Copies {
    /// What a new file is.
    enum Verdict {
        STRANGER,
        SUSPECT,
        /// It holds nothing new.
        COPY
    }

    private static final int STILL = 3;

    /// Less is told rather twice than not at all: two programs that die alike at their start.
    private static final int DISTINCT = Fingerprint.HEAD + Fingerprint.TAIL;

    private record Suspect(Found file, FileKey original, long size, int looks) {}

    private final Map<FileKey, Suspect> suspects = new HashMap<>();

    /// @param knownUpTo an offset up to which another content is the same; -1 when there is none
    Verdict of(Found found, Content content, Collection<Followed> followed, long knownUpTo)
            throws IOException {
        long size = content.size();
        for (Followed original : followed) {
            boolean more = Math.min(size, original.follower.content().size()) > knownUpTo;
            if (more && isSuspected(found, content, size, original.follower)) {
                return suspected(found, size, original.key());
            }
        }
        suspects.remove(found.key());
        return Verdict.STRANGER;
    }

    private static boolean isSuspected(Found found, Content content, long size, Follower original)
            throws IOException {
        boolean named =
                RotatedName.isOf(found.path(), original.path())
                        || RotatedName.isOf(original.path(), found.path());
        long common = Math.min(size, original.content().size());
        if (original.content().isFixed() || (!named && common < DISTINCT)) {
            return false;
        }
        return common == 0 ? size == 0 : isAlike(content, original.content(), common);
    }

    private static boolean isAlike(Content one, Content other, long common) throws IOException {
        Fingerprint head = Fingerprint.start(one, common);
        return head.isHeadOf(other) && Fingerprint.before(one, common).isBefore(other, common);
    }

    private Verdict suspected(Found found, long size, FileKey original) {
        Suspect before = suspects.get(found.key());
        int looks = before == null || before.size() != size ? 0 : before.looks() + 1;
        if (size > 0 && looks >= STILL) {
            suspects.remove(found.key());
            return size >= DISTINCT ? Verdict.COPY : Verdict.STRANGER;
        }
        suspects.put(found.key(), new Suspect(found, original, size, looks));
        return Verdict.SUSPECT;
    }

    /// Whoever was suspected to be a copy of this one, which has been emptied, is one.
    List<Found> takeCopiesOf(FileKey original) {
        List<Found> copies =
                suspects.values().stream()
                        .filter(suspect -> suspect.original().equals(original))
                        .map(Suspect::file)
                        .toList();
        copies.forEach(copy -> suspects.remove(copy.key()));
        return copies;
    }

    /// Forgets those that are gone.
    void keepOnly(Collection<FileKey> present) {
        suspects.keySet().retainAll(present);
    }
}
