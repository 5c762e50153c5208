package dev.varde.notifier.mail;

import dev.varde.notifier.delivery.Outcome;

/// Hands one mail to a mail server.
public interface Postman {
    /// Hands it over for those that are left. May block for as long as the server takes; never
    /// throws for what the server or the network does. `Outcome.Unknown` when the connection broke
    /// and the server may have taken the mail.
    Outcome send(MailMessage mail);
}
