package dev.varde.notifier.delivery;

import java.time.Duration;

/// The most messages that a receiver takes within any stretch of time.
public record Rate(int messages, Duration per) {
    /// More are not counted, so that what is remembered of attempts stays small.
    public static final int MOST = 1_000;

    public Rate {
        if (messages < 1 || messages > MOST || !per.isPositive()) {
            throw new IllegalArgumentException("a rate is 1 to 1,000 messages in some time");
        }
    }
}
