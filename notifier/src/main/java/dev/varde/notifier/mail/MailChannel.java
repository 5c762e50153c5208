package dev.varde.notifier.mail;

import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import java.time.Instant;

/// Writes the mail of a message and hands it to the postman.
public final class MailChannel implements Channel {
    private final MailWriter writer;
    private final Postman postman;

    public MailChannel(MailWriter writer, Postman postman) {
        this.writer = writer;
        this.postman = postman;
    }

    @Override
    public Outcome send(Message message, Instant now) {
        return postman.send(writer.write(message));
    }
}
