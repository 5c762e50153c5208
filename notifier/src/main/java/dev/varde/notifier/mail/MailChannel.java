package dev.varde.notifier.mail;

import dev.varde.events.Delivery.Fate;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import java.time.Instant;

/// Writes the mail of a message and hands it to the postman, for those who do not have it yet.
public final class MailChannel implements Channel {
    private final MailWriter writer;
    private final Postman postman;

    public MailChannel(MailWriter writer, Postman postman) {
        this.writer = writer;
        this.postman = postman;
    }

    @Override
    public Outcome send(Message message, Instant now) {
        Outcome outcome = postman.send(writer.write(message, now));
        boolean others = message.settled().stream().anyMatch(r -> r.fate() == Fate.TAKEN);
        return outcome instanceof Outcome.Permanent p && others
                ? new Outcome.Delivered(p.status(), "others have it; " + p.reason(), p.recipients())
                : outcome;
    }
}
