package dev.varde.collector.tail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Follows what the [Archive] finds in packed generations.
final class PackedFiles {
    private final Ground ground;
    private final OpenFiles open;

    PackedFiles(Ground ground, OpenFiles open) {
        this.ground = ground;
        this.open = open;
    }

    /// Looks into packed generations, a bounded part of one.
    ///
    /// @return whether there is more of it
    boolean unpack(byte[] buffer) {
        Archive archive = ground.archive();
        archive.takeUnfound().forEach(Runnable::run);
        Archive.Turn turn = archive.advance(this::contents, buffer);
        turn.opened().ifPresent(this::follow);
        return turn.more();
    }

    /// What a packed file may hold.
    private List<Left> contents() {
        List<Left> all = new ArrayList<>(ground.left().everything());
        open.followers().forEach(f -> all.add(f.left(-1)));
        return all;
    }

    private void follow(Archive.Opened opened) {
        Left known = opened.left();
        try {
            if (known != null && open.isOpen(known)) {
                opened.content().close();
                return;
            }
            if (known != null) {
                ground.left().remove(known);
            }
            Follower.From from = known == null ? Generations.fresh(opened.file()) : known.from();
            open.followOrphan(opened.file(), opened.content(), from);
            open.record();
        } catch (IOException e) {
            ground.archive().damaged(opened.file(), e);
        }
    }
}
