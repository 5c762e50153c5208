package dev.varde.notifier.smtp;

import java.io.IOException;

/// What came is no SMTP.
final class Unfit extends IOException {
    Unfit(String message) {
        super(message);
    }
}
