package dev.varde.standalone.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.List;

/// A real SMTP server on loopback that keeps what it gets, so that the demo needs none from
/// outside.
final class MailBox implements AutoCloseable {
    private final GreenMail server;

    MailBox() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    /// What each mail says first, in the order of arrival; their subjects are those of threads.
    List<String> openings() throws MessagingException, IOException {
        List<String> openings = new java.util.ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            openings.add(text(message.getContent()).lines().findFirst().orElse(""));
        }
        return openings;
    }

    /// The first mail as plain text, or empty when none came.
    String first() throws MessagingException, IOException {
        MimeMessage[] messages = server.getReceivedMessages();
        return messages.length == 0 ? "" : text(messages[0].getContent());
    }

    @Override
    public void close() {
        server.stop();
    }

    private static String text(Object content) throws MessagingException, IOException {
        return content instanceof MimeMultipart parts && parts.getCount() > 0
                ? text(parts.getBodyPart(0).getContent())
                : content.toString();
    }
}
