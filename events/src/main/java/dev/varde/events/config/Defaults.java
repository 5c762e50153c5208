package dev.varde.events.config;

import java.time.Duration;
import java.util.List;

/// What holds where the file is silent.
final class Defaults {
    static final Duration EVERY = Duration.ofSeconds(2);
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    static final int FAILURES = 2;

    static final Configuration.RedFlags RED_FLAGS =
            new Configuration.RedFlags(500L << 20, 0.9, true);

    static final Configuration.Restarts RESTARTS =
            new Configuration.Restarts(
                    List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40)),
                    3,
                    Duration.ofMinutes(10),
                    10,
                    0.2,
                    Duration.ofSeconds(30));

    /// Beside the console's 8600, and for this host alone.
    static final Configuration.Listen HTTP = new Configuration.Listen("127.0.0.1", 8601);

    private Defaults() {}

    /// The port that goes with the way a mail server is spoken to (RFC 6409, RFC 8314, RFC 5321).
    static int mailPort(Configuration.Tls tls) {
        return switch (tls) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
