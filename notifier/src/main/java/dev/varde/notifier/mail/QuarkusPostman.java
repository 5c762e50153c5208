package dev.varde.notifier.mail;

import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.text.SafeText;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Sends through quarkus-mailer. The caller's `Message-ID` replaces the one that Vert.x would make.
///
/// All mails are sent from one event loop. From any other thread, Vert.x's client opens the
/// connection on one loop and begins to listen on another; a server's greeting that comes in
/// between is lost, and the mail hangs or fails with half a greeting for an answer.
@ApplicationScoped
public class QuarkusPostman implements Postman {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_REPLY = 200;

    private final ReactiveMailer mailer;
    private final Context loop;

    @Inject
    public QuarkusPostman(ReactiveMailer mailer, Vertx vertx) {
        this.mailer = mailer;
        this.loop = vertx.getOrCreateContext();
    }

    @Override
    public Outcome send(MailMessage mail) {
        try {
            onLoop(mailer.send(quarkus(mail))).await().atMost(PATIENCE);
            return new Outcome.Delivered(250, "taken by the mail server");
        } catch (CompletionException e) {
            return outcome(e.getCause());
        } catch (RuntimeException e) {
            return outcome(e);
        }
    }

    private Uni<Void> onLoop(Uni<Void> sending) {
        return Uni.createFrom()
                .emitter(outcome ->
                        loop.runOnContext(
                                _ -> sending.subscribe().with(outcome::complete, outcome::fail)));
    }

    private static Mail quarkus(MailMessage message) {
        Mail mail =
                new Mail()
                        .setFrom(message.from())
                        .setTo(message.to())
                        .setSubject(message.subject())
                        .setText(message.text())
                        .setHtml(message.html());
        message.headers().forEach(mail::addHeader);
        return mail;
    }

    /// RFC 5321, section 4.2.1: 4yz may be tried again, 5yz not. A refused log-in is the fault of
    /// our configuration and not of the mail, so it is tried again too.
    private static Outcome outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case SMTPException e when e.isPermanent() && !isLogin(e.getReplyCode()) ->
                    new Outcome.Permanent(e.getReplyCode(), reply(e));
            case SMTPException e -> new Outcome.Temporary(e.getReplyCode(), reply(e), null);
            case ConnectException _ ->
                    new Outcome.Temporary(null, "no connection to the mail server", null);
            case UnknownHostException _ ->
                    new Outcome.Temporary(null, "the mail server's name is not known", null);
            case TimeoutException _ ->
                    new Outcome.Unknown(
                            "the mail server took longer than " + PATIENCE.toSeconds() + " s");
            case InterruptedException _ -> new Outcome.Unknown("the notifier stopped meanwhile");
            case null, default -> broken(failure);
        };
    }

    private static Outcome broken(@Nullable Throwable failure) {
        String said = failure == null ? null : failure.getMessage();
        String text = said == null ? String.valueOf(failure) : said;
        boolean vanished = text.contains("closed") || text.contains("reset");
        return vanished
                ? new Outcome.Unknown("the connection to the mail server broke")
                : new Outcome.Temporary(
                        null, SafeText.line("mail not sent: " + text, LONGEST_REPLY), null);
    }

    private static boolean isLogin(int code) {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    private static String reply(SMTPException e) {
        return SafeText.line("the mail server answered: " + e.getReplyMessage(), LONGEST_REPLY);
    }
}
