package dev.varde.notifier.smtp;

import dev.varde.events.Delivery.Fate;
import dev.varde.events.Delivery.Recipient;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.mail.MailMessage;
import dev.varde.notifier.mail.MimeWriter;
import dev.varde.notifier.mail.Postman;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Hands mails to one mail server, each by a connection of its own.
public final class SmtpPostman implements Postman {
    private final MailServer server;

    public SmtpPostman(MailServer server) {
        this.server = server;
    }

    @Override
    public Outcome send(MailMessage mail) {
        List<Recipient> fates =
                new Conversation(server, mail.bounce(), mail.left(), MimeWriter.bytes(mail)).run();
        String told = told(fates);
        Optional<Recipient> deferred = first(fates, Fate.DEFERRED);
        Optional<Recipient> taken = first(fates, Fate.TAKEN);
        if (first(fates, Fate.UNKNOWN).isPresent()) {
            return new Outcome.Unknown(told, fates);
        }
        if (deferred.isPresent()) {
            return new Outcome.Temporary(deferred.get().status(), told, null, fates);
        }
        return taken.isPresent()
                ? new Outcome.Delivered(taken.get().status(), told, fates)
                : new Outcome.Permanent(fates.getFirst().status(), told, fates);
    }

    private static Optional<Recipient> first(List<Recipient> fates, Fate fate) {
        return fates.stream().filter(r -> r.fate() == fate).findFirst();
    }

    /// Who got it and who did not; once where it is the same for all.
    private static String told(List<Recipient> fates) {
        boolean same = fates.stream().map(SmtpPostman::answer).distinct().count() == 1;
        return same
                ? answer(fates.getFirst())
                : fates.stream()
                        .map(r -> r.address() + ": " + answer(r))
                        .collect(Collectors.joining(", "));
    }

    private static String answer(Recipient r) {
        return r.status() == null ? r.detail() : (r.status() + " " + r.detail()).strip();
    }
}
