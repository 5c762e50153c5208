package dev.varde.notifier.smtp;

import dev.varde.events.Delivery.Fate;
import org.jspecify.annotations.Nullable;

/// The mail server will not go on; nobody who was not told of has the mail.
final class Refusal extends Exception {
    private final Fate fate;
    private final @Nullable Integer code;
    private final String words;

    /// @param words what is told, without secrets
    Refusal(Fate fate, @Nullable Integer code, String words) {
        super(words);
        this.fate = fate;
        this.code = code;
        this.words = words;
    }

    /// RFC 5321, section 4.2.1: 4yz may be tried again, 5yz not. A refused log-in is tried again.
    static Refusal of(String step, Reply reply) {
        Fate fate = reply.never() && !reply.aboutLogin() ? Fate.REFUSED : Fate.DEFERRED;
        return new Refusal(fate, reply.code(), step + " refused: " + reply.text());
    }

    Fate fate() {
        return fate;
    }

    @Nullable Integer code() {
        return code;
    }

    String words() {
        return words;
    }
}
