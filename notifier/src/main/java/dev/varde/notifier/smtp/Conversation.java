package dev.varde.notifier.smtp;

import dev.varde.events.Delivery.Fate;
import dev.varde.events.Delivery.Recipient;
import dev.varde.events.config.Configuration.Tls;
import dev.varde.events.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hands one mail over, and knows at any time what became of it for each mailbox.
///
/// ```
/// greeting ─ EHLO ─ STARTTLS ─ EHLO ─ AUTH ─ MAIL ─ RCPT … ─ DATA ─ the mail ─ its end ─ QUIT
/// └───────────── broken here: nobody has it ─────────────────────────────────┘ └─ unknown
/// ```
final class Conversation {
    private static final byte[] END = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MailServer server;
    private final String sender;
    private final List<String> to;
    private final byte[] mail;
    private final Map<String, Recipient> fates = new HashMap<>();
    private boolean endWritten;

    /// @param sender where mail servers report what they could not deliver
    /// @param mail with CR and LF at the end of each line
    Conversation(MailServer server, String sender, List<String> to, byte[] mail) {
        this.server = server;
        this.sender = sender;
        this.to = to;
        this.mail = mail;
    }

    /// One fate for each mailbox, in their order.
    List<Recipient> run() {
        try (Wire wire = Wire.to(server.host(), server.port(), server.patience().connect())) {
            Reply hello = begin(wire);
            login(wire, hello);
            if (accepted(wire, hello)) {
                hand(wire);
            }
            wire.say("QUIT");
        } catch (Refusal e) {
            rest(e.fate(), e.code(), e.words());
        } catch (IOException e) {
            rest(endWritten ? Fate.UNKNOWN : Fate.DEFERRED, null, Troubles.words(e, server));
        }
        return to.stream().flatMap(m -> Optional.ofNullable(fates.get(m)).stream()).toList();
    }

    private Reply begin(Wire wire) throws IOException, Refusal {
        Duration patience = server.patience().answer();
        if (server.tls() == Tls.TLS) {
            wire.secure(server.trust(), server.host(), patience);
        }
        demand("the connection was", wire.hear(patience));
        Reply hello = hello(wire);
        if (server.tls() != Tls.STARTTLS) {
            return hello;
        }
        if (hello.extension("STARTTLS").isEmpty()) {
            throw new Refusal(
                    Fate.DEFERRED,
                    null,
                    "the mail server offers no STARTTLS; write mail.tls: tls for a port with TLS"
                            + " from the start (465), or none where the way to it is safe");
        }
        demand("STARTTLS was", ask(wire, "STARTTLS"));
        wire.secure(server.trust(), server.host(), patience);
        return hello(wire);
    }

    /// RFC 5321, section 4.1.4: an address where there is no name that others could look up.
    private Reply hello(Wire wire) throws IOException, Refusal {
        InetAddress own = wire.localAddress();
        String tag = own instanceof Inet6Address ? "IPv6:" : "";
        String address = tag + own.getHostAddress().replaceFirst("%.*", "");
        Reply reply = ask(wire, "EHLO [" + address + "]");
        boolean old = reply.never() && server.tls() == Tls.NONE && server.username() == null;
        return demand("EHLO was", old ? ask(wire, "HELO [" + address + "]") : reply);
    }

    /// RFC 4954, and the older LOGIN that some servers have alone.
    private void login(Wire wire, Reply hello) throws IOException, Refusal {
        if (server.username() == null) {
            return;
        }
        Optional<String> offered = hello.extension("AUTH");
        List<String> ways = List.of(offered.orElse("").split(" "));
        Reply reply;
        if (ways.contains("PLAIN")) {
            String both = "\0" + server.username() + "\0" + password();
            reply = ask(wire, "AUTH PLAIN " + base64(both));
        } else if (ways.contains("LOGIN")) {
            reply = ask(wire, "AUTH LOGIN");
            for (String word : List.of(server.username(), password())) {
                reply = reply.more() ? ask(wire, base64(word)) : reply;
            }
        } else {
            throw new Refusal(
                    Fate.DEFERRED, null, "the mail server takes no log-in by PLAIN or LOGIN");
        }
        if (!reply.done()) {
            // Its text is not quoted: it could repeat what was sent.
            throw new Refusal(
                    Fate.DEFERRED,
                    reply.code(),
                    "the mail server refused the log-in; see mail.username and mail.password");
        }
    }

    private boolean accepted(Wire wire, Reply hello) throws IOException, Refusal {
        boolean wide = !(sender + to).chars().allMatch(c -> c < 128);
        boolean utf8 = wide && hello.extension("SMTPUTF8").isPresent();
        String extra = utf8 ? " SMTPUTF8" : "";
        Reply begun = ask(wire, "MAIL FROM:<" + sender + ">" + extra);
        if (!begun.done()) {
            throw Refusal.of("the sender was", begun);
        }
        boolean any = false;
        for (String mailbox : to) {
            any |= accepted(mailbox, ask(wire, "RCPT TO:<" + mailbox + ">"));
        }
        return any;
    }

    private boolean accepted(String mailbox, Reply reply) {
        if (!reply.done()) {
            Refusal refusal = Refusal.of("mailbox", reply);
            settle(mailbox, refusal.fate(), reply.code(), reply.text());
        }
        return reply.done();
    }

    private void hand(Wire wire) throws IOException, Refusal {
        Reply go = ask(wire, "DATA");
        if (!go.more()) {
            throw Refusal.of("the mail was", go);
        }
        wire.write(stuffed(mail));
        endWritten = true;
        wire.write(END);
        Reply reply = wire.hear(server.patience().end());
        if (!reply.done()) {
            throw Refusal.of("the mail was", reply);
        }
        rest(Fate.TAKEN, reply.code(), reply.text());
    }

    /// RFC 5321, section 4.5.2: a dot at the beginning of a line is doubled.
    private static byte[] stuffed(byte[] mail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(mail.length + 16);
        byte before = '\n';
        for (byte b : mail) {
            if (b == '.' && before == '\n') {
                out.write('.');
            }
            out.write(b);
            before = b;
        }
        return out.toByteArray();
    }

    private Reply ask(Wire wire, String command) throws IOException {
        wire.say(command);
        return wire.hear(server.patience().answer());
    }

    /// What is refused before there is a mail is no verdict on the mail: it is tried again.
    private static Reply demand(String step, Reply reply) throws Refusal {
        if (!reply.done()) {
            throw new Refusal(Fate.DEFERRED, reply.code(), step + " refused: " + reply.text());
        }
        return reply;
    }

    /// What became of all that have no fate yet.
    private void rest(Fate fate, @Nullable Integer code, String words) {
        to.forEach(mailbox -> {
            if (!fates.containsKey(mailbox)) {
                settle(mailbox, fate, code, words);
            }
        });
    }

    private void settle(String mailbox, Fate fate, @Nullable Integer code, String words) {
        fates.put(mailbox, new Recipient(mailbox, fate, code, words));
    }

    private String password() {
        Secret password = server.password();
        return password == null ? "" : password.reveal();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
