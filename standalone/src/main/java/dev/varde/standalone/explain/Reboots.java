package dev.varde.standalone.explain;

import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.EventId;
import dev.varde.processor.evidence.Seen;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Notices that a host began anew without having been shut down: what journalctl(1) puts between
/// two boots without the end of one before it, or that a journal was not closed.
final class Reboots {
    private static final Pattern BOOT = Pattern.compile("^-- (?:Boot [0-9a-f]{32}|Reboot) --$");
    private static final Pattern ORDERLY =
            Pattern.compile(
                    "Reached target .{0,60}(?:Shutdown|Reboot|Power-Off|Halt)|System is (?:rebooting|powering|halting)"
                            + "|systemd-shutdown|^Shutting down\\.$|^Journal stopped$|reboot: (?:Restarting|Power down)"
                            + "|The system will (?:reboot|power off|halt)");
    private static final Pattern UNCLOSED =
            Pattern.compile("system\\.journal corrupted or uncleanly shut down");

    private boolean orderly;
    private long heard;
    private @Nullable Seen<HostRebooted> rebooted;

    void hear(TextLine line) {
        String text = line.text();
        heard++;
        orderly |= ORDERLY.matcher(text).find();
        boolean boot = BOOT.matcher(text).find();
        if (!orderly && ((boot && heard > 1) || UNCLOSED.matcher(text).find())) {
            HostRebooted fact = new HostRebooted("", "", null, null, text);
            rebooted = new Seen<>(new EventId("line-" + line.number()), Story.time(line), fact);
        }
        orderly &= !boot;
    }

    Optional<Seen<HostRebooted>> last() {
        return Optional.ofNullable(rebooted);
    }
}
