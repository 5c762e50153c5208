package dev.varde.bench.faults;

import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.mail.MailMessage;
import dev.varde.notifier.mail.Postman;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Hands mails to a server on loopback, one connection each, so that a killed notifier needs no
/// more than a JDK.
final class PlainPostman implements Postman {
    private static final int PATIENCE_MILLIS = 10_000;

    private final int port;

    PlainPostman(int port) {
        this.port = port;
    }

    @Override
    public Outcome send(MailMessage mail) {
        boolean handedOver = false;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                Writer out =
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            expect(in, "220");
            ask(out, in, "EHLO bench", "250");
            ask(out, in, "MAIL FROM:<" + mail.from() + ">", "250");
            for (String to : mail.to()) {
                ask(out, in, "RCPT TO:<" + to + ">", "250");
            }
            ask(out, in, "DATA", "354");
            out.write(whole(mail));
            handedOver = true;
            ask(out, in, ".", "250");
            return new Outcome.Delivered(250, "taken by the mail server");
        } catch (IOException e) {
            return handedOver
                    ? new Outcome.Unknown("the connection to the mail server broke")
                    : new Outcome.Temporary(null, "no connection to the mail server", null);
        }
    }

    private static String whole(MailMessage mail) {
        StringBuilder lines = new StringBuilder();
        mail.headers().forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
        lines.append("Subject: " + mail.subject() + "\r\n\r\n");
        mail.text()
                .lines()
                .forEach(l -> lines.append(l.startsWith(".") ? "." + l : l).append("\r\n"));
        return lines.toString();
    }

    private static void ask(Writer out, BufferedReader in, String line, String code)
            throws IOException {
        out.write(line + "\r\n");
        out.flush();
        expect(in, code);
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String answer = in.readLine();
        if (answer == null || !answer.startsWith(code)) {
            throw new IOException("the mail server said " + answer);
        }
    }
}
