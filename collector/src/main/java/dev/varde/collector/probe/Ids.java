package dev.varde.collector.probe;

import dev.varde.events.EventId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Event ids made of where something was seen.
final class Ids {
    private static final int LONGEST = 200;

    private Ids() {}

    /// The parts joined by colons; a long one keeps its beginning and ends in a hash of the whole.
    static EventId of(Object... parts) {
        StringBuilder joined = new StringBuilder();
        for (Object part : parts) {
            joined.append(joined.isEmpty() ? "" : ":").append(part);
        }
        String whole = joined.toString();
        if (whole.length() <= LONGEST) {
            return new EventId(whole);
        }
        String hash = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
        return new EventId(whole.substring(0, LONGEST - hash.length() - 1) + ":" + hash);
    }
}
