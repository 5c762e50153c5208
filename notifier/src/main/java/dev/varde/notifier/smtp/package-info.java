/// Hands mails to a mail server: SMTP (RFC 5321) over sockets of our own, because what became of
/// each mailbox, and whether the mail's end was written, is what the ledger has to know.
@NullMarked
package dev.varde.notifier.smtp;

import org.jspecify.annotations.NullMarked;
