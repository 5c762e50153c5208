package dev.varde.events.wire;

import java.util.List;

/// The topics by name, with what they are made with.
public final class Topics {
    public static final String EVENTS = "varde.events";
    public static final String INCIDENTS = "varde.incidents";
    public static final String DELIVERIES = "varde.deliveries";
    public static final String COMMANDS = "varde.commands";
    public static final String OPERATOR = "varde.operator";
    public static final String DEAD_LETTERS = "varde.dead-letters";

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    /// @param retentionMillis how long records are kept; for compacted topics the age at which
    ///   tombstones go
    public record Topic(String name, boolean compacted, long retentionMillis) {}

    public static final List<Topic> ALL =
            List.of(
                    new Topic(EVENTS, false, 7 * DAY),
                    new Topic(INCIDENTS, true, 90 * DAY),
                    new Topic(DELIVERIES, true, 90 * DAY),
                    new Topic(COMMANDS, false, HOUR),
                    new Topic(OPERATOR, true, 90 * DAY),
                    new Topic(DEAD_LETTERS, false, 30 * DAY));

    private Topics() {}
}
