package dev.varde.notifier.mail;

import dev.varde.notifier.text.Digest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes a mail as it travels (RFC 5322, RFC 2046), all of it ASCII unless an address is not.
///
/// ```
/// multipart/alternative
///   text/plain
///   text/html, or multipart/related
///                text/html
///                image/png …, shown by the HTML
/// ```
public final class MimeWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
    private static final int BASE64_COLUMNS = 76;

    private final StringBuilder out = new StringBuilder(16 << 10);
    private final MailMessage mail;
    private final String boundary;

    private MimeWriter(MailMessage mail) {
        this.mail = mail;
        // Neither quoted-printable nor base64 can hold "=_".
        this.boundary = "=_" + Digest.of(mail.headers() + mail.subject());
    }

    /// The whole mail; the same mail gives the same bytes.
    public static byte[] bytes(MailMessage mail) {
        MimeWriter writer = new MimeWriter(mail);
        writer.head();
        writer.body();
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void head() {
        out.append(HeaderLine.of("Date", DATE.format(mail.date().atOffset(ZoneOffset.UTC))));
        out.append(HeaderLine.raw("From", mail.from()));
        out.append(HeaderLine.raw("To", String.join(", ", mail.to())));
        out.append(HeaderLine.of("Subject", mail.subject()));
        mail.headers().forEach((name, value) -> out.append(HeaderLine.of(name, value)));
        out.append("MIME-Version: 1.0\r\n");
    }

    private void body() {
        container("alternative", "a");
        open("a");
        text("plain", mail.text());
        open("a");
        if (mail.pictures().isEmpty()) {
            text("html", mail.html());
        } else {
            related();
        }
        close("a");
    }

    private void related() {
        container("related", "r");
        open("r");
        text("html", mail.html());
        mail.pictures().forEach(this::picture);
        close("r");
    }

    private void text(String kind, String text) {
        out.append("Content-Type: text/").append(kind).append("; charset=utf-8\r\n");
        out.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        out.append(QuotedPrintable.of(text));
    }

    private void picture(MailMessage.Picture picture) {
        open("r");
        out.append("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n");
        out.append("Content-Disposition: inline; filename=\"memory.png\"\r\n");
        out.append("Content-ID: <").append(picture.id()).append(">\r\n\r\n");
        String base64 = picture.base64();
        for (int i = 0; i < base64.length(); i += BASE64_COLUMNS) {
            out.append(base64, i, Math.min(base64.length(), i + BASE64_COLUMNS)).append("\r\n");
        }
    }

    private void container(String kind, String part) {
        out.append("Content-Type: multipart/").append(kind).append(";\r\n boundary=\"");
        out.append(boundary).append(part).append("\"\r\n\r\n");
    }

    private void open(String part) {
        out.append("\r\n--").append(boundary).append(part).append("\r\n");
    }

    private void close(String part) {
        out.append("\r\n--").append(boundary).append(part).append("--\r\n");
    }
}
