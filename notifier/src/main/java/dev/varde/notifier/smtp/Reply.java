package dev.varde.notifier.smtp;

import dev.varde.notifier.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a mail server answered (RFC 5321, section 4.2): a code, and a text on one or more lines.
record Reply(int code, List<String> lines) {
    private static final int LONGEST = 200;

    Reply {
        lines = List.copyOf(lines);
    }

    /// Done.
    boolean done() {
        return code / 100 == 2;
    }

    /// More is wanted.
    boolean more() {
        return code / 100 == 3;
    }

    boolean never() {
        return code / 100 == 5;
    }

    /// Whether it is about logging in: our configuration's fault, not the mail's.
    boolean aboutLogin() {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    /// On one line, made safe.
    String text() {
        return SafeText.line(
                lines.stream().limit(3).map(String::strip).collect(Collectors.joining(" ")),
                LONGEST);
    }

    /// What follows the name of an extension in the answer to EHLO; empty without it.
    Optional<String> extension(String name) {
        return lines.stream()
                .skip(1)
                .map(l -> l.strip().toUpperCase(Locale.ROOT))
                .filter(l -> l.equals(name) || l.startsWith(name + " "))
                .map(l -> l.substring(name.length()).strip())
                .findFirst();
    }
}
