package dev.varde.collector.journal;

/// What systemd's own entries are told apart by (systemd, `sd-messages.h`).
final class MessageIds {
    static final String PROCESS_EXIT = "98e322203f7a4ed290d09fe03c09fe15";
    static final String UNIT_FAILED = "d9b373ed55a64feb8242e02dbe79a49c";
    static final String RESTART_SCHEDULED = "5eb03494b6584870a536b337290809b3";
    static final String OUT_OF_MEMORY = "fe6faa94e7774663a0da52717891d8ef";
    static final String OOMD_KILL = "d989611b15e44c9dbf31e3c81256e4ed";
    static final String CORE_DUMP = "fc2e22bc6ee647b6b90729ab34a250b1";

    /// journald held back lines of a unit that wrote too many.
    static final String DROPPED = "a596d6fe7bfa4994828e72309e95d61e";

    private MessageIds() {}
}
