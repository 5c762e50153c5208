package dev.varde.notifier.mail;

import dev.varde.events.config.Configuration.Tls;
import dev.varde.notifier.smtp.MailServer;
import dev.varde.notifier.smtp.SmtpPostman;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Postmen to servers on loopback.
final class Postmen {
    private Postmen() {}

    static Postman to(int port) throws NoSuchAlgorithmException {
        return new SmtpPostman(
                new MailServer(
                        "127.0.0.1",
                        port,
                        Tls.NONE,
                        null,
                        null,
                        SSLContext.getDefault(),
                        new MailServer.Patience(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(20))));
    }
}
