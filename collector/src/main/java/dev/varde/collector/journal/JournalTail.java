package dev.varde.collector.journal;

import dev.varde.collector.LogBook.LastWords;
import java.util.List;

/// The last lines that units wrote into systemd's journal, for whoever looks once.
public final class JournalTail {
    private JournalTail() {}

    /// Takes at most 0.7 s; nothing where there is no journal or it may not be read.
    public static LastWords of(List<String> units) {
        Journalctl journalctl = new Journalctl(List.of("journalctl"), true);
        return new LastLines(() -> journalctl).of(units).join();
    }
}
