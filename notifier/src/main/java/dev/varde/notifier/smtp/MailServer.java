package dev.varde.notifier.smtp;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Tls;
import dev.varde.events.config.Secret;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The mail server and how it is spoken to.
///
/// @param trust whose certificates are good enough
public record MailServer(
        String host,
        int port,
        Tls tls,
        @Nullable String username,
        @Nullable Secret password,
        SSLContext trust,
        Patience patience) {
    /// How long is waited for a step of the conversation.
    ///
    /// @param connect for each address of the server
    /// @param answer for the greeting, TLS and each command
    /// @param end for the answer to the mail's end; RFC 5321, section 4.5.3.2.6, asks for ten
    ///   minutes, since who hangs up too early makes the server deliver it twice
    public record Patience(Duration connect, Duration answer, Duration end) {
        public static final Patience STANDARD =
                new Patience(
                        Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10));
    }

    /// The configured one, with certificates as Java trusts them.
    public static MailServer of(Configuration.Mail mail) {
        return new MailServer(
                mail.host(),
                mail.port(),
                mail.tls(),
                mail.username(),
                mail.password(),
                usualTrust(),
                Patience.STANDARD);
    }

    private static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java cannot speak TLS", e);
        }
    }
}
