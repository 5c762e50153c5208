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
    /// @param brokerTime records bear the broker's time and not their writer's, so that a host
    ///   whose clock is wrong is noticed
    public record Topic(String name, boolean compacted, long retentionMillis, boolean brokerTime) {
        Topic(String name, boolean compacted, long retentionMillis) {
            this(name, compacted, retentionMillis, false);
        }
    }

    public static final List<Topic> ALL =
            List.of(
                    new Topic(EVENTS, false, 7 * DAY, true),
                    new Topic(INCIDENTS, true, 90 * DAY),
                    new Topic(DELIVERIES, true, 90 * DAY),
                    new Topic(COMMANDS, false, HOUR),
                    new Topic(OPERATOR, true, 90 * DAY),
                    new Topic(DEAD_LETTERS, false, 30 * DAY));

    /// What the processor's instances tell each other; nobody else reads it, and it may change.
    public static final String NOTICES = "varde.processor-notices";

    /// Made like the others, and no part of the contract.
    public static final List<Topic> INTERNAL = List.of(new Topic(NOTICES, false, 7 * DAY));

    private Topics() {}
}
