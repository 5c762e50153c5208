package dev.varde.notifier.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A mail server on loopback that takes everything and notes it, and misbehaves where it is told
/// to.
public final class SmtpReceiver implements AutoCloseable {
    /// Where it may misbehave: what it has just heard, or the beginning.
    public enum At {
        GREETING,
        EHLO,
        STARTTLS,
        AUTH,
        MAIL,
        RCPT,
        DATA,
        END
    }

    /// A mail it took the responsibility for, or was about to.
    public record Taken(String from, List<String> to, String mail) {}

    /// What it does at one step of one connection.
    ///
    /// @param reply what it answers in place of the usual; null where it hangs up
    public record Whim(At at, @Nullable String reply) {}

    private final ServerSocket socket;
    private final Map<At, String> answers = new EnumMap<>(At.class);
    private final Map<String, String> mailboxes = new HashMap<>();
    private final List<String> extensions = new ArrayList<>(List.of("8BITMIME"));
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private IntFunction<Optional<Whim>> whims = _ -> Optional.empty();
    private @Nullable At drops;
    private @Nullable At silent;
    private @Nullable At endless;
    private @Nullable SSLContext tls;
    private boolean tlsAtOnce;

    public SmtpReceiver() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// Hangs up at this step instead of answering.
    public SmtpReceiver dropsAt(At at) {
        drops = at;
        return this;
    }

    /// Has the whim that is asked for by the number of the connection, from 1.
    public SmtpReceiver whims(IntFunction<Optional<Whim>> byConnection) {
        whims = byConnection;
        return this;
    }

    /// Answers nothing from this step on, and keeps the connection.
    public SmtpReceiver silentAt(At at) {
        silent = at;
        return this;
    }

    /// Answers with lines that never end.
    public SmtpReceiver endlessAt(At at) {
        endless = at;
        return this;
    }

    public SmtpReceiver answers(At at, String reply) {
        answers.put(at, reply);
        return this;
    }

    public SmtpReceiver mailbox(String address, String reply) {
        mailboxes.put(address, reply);
        return this;
    }

    public SmtpReceiver offers(String extension) {
        extensions.add(extension);
        return this;
    }

    /// Offers STARTTLS.
    public SmtpReceiver startTls(SSLContext context) {
        tls = context;
        return offers("STARTTLS");
    }

    /// Speaks TLS from the start.
    public SmtpReceiver tlsAtOnce(SSLContext context) {
        tls = context;
        tlsAtOnce = true;
        return this;
    }

    /// It thinks better of it: behaves from now on.
    public void behave() {
        drops = null;
        silent = null;
        endless = null;
        answers.clear();
        mailboxes.clear();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /// Everything said to it but the mails.
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket s : open) {
            s.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Talk(tlsAtOnce ? secured(client) : client).run();
        } catch (IOException e) {
            // The other side hung up, or would not have our certificate: that is what is tested.
            return;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            throw new IOException("no TLS");
        }
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, plain.getInputStream(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    /// One connection.
    private final class Talk {
        private Socket line;
        private BufferedReader in;
        private final @Nullable Whim whim = whims.apply(connections.incrementAndGet()).orElse(null);
        private String from = "";
        private final List<String> to = new ArrayList<>();

        Talk(Socket line) throws IOException {
            this.line = line;
            this.in = reader(line);
        }

        void run() throws IOException {
            if (!say(At.GREETING, "220 stub")) {
                return;
            }
            for (String said = in.readLine(); said != null; said = in.readLine()) {
                heard.add(said);
                if (!answer(said)) {
                    return;
                }
            }
        }

        private boolean answer(String said) throws IOException {
            String verb = said.split("[ :]", 2)[0];
            return switch (verb) {
                case "EHLO" -> say(At.EHLO, hello());
                case "STARTTLS" -> startTls();
                case "AUTH" -> say(At.AUTH, "235 welcome");
                case "MAIL" -> {
                    from = address(said);
                    to.clear();
                    yield say(At.MAIL, "250 fine");
                }
                case "RCPT" -> recipient(address(said));
                case "DATA" -> data();
                case "QUIT" -> false;
                default -> say(At.AUTH, "235 welcome");
            };
        }

        private String hello() {
            StringBuilder all = new StringBuilder("250-stub");
            extensions.forEach(e -> all.append("\r\n250-").append(e));
            int last = all.lastIndexOf("250-");
            return all.replace(last, last + 4, "250 ").toString();
        }

        private boolean startTls() throws IOException {
            if (!say(At.STARTTLS, "220 go on")) {
                return false;
            }
            line = secured(line);
            in = reader(line);
            return true;
        }

        private boolean recipient(String address) throws IOException {
            String reply = mailboxes.getOrDefault(address, "250 fine");
            if (reply.startsWith("250")) {
                to.add(address);
            }
            return say(At.RCPT, reply);
        }

        private boolean data() throws IOException {
            if (!say(At.DATA, "354 go on")) {
                return false;
            }
            if (answers.getOrDefault(At.DATA, "354").charAt(0) != '3'
                    || (whim != null && whim.at() == At.DATA)) {
                return true;
            }
            StringBuilder mail = new StringBuilder();
            for (String l = in.readLine(); l != null && !l.equals("."); l = in.readLine()) {
                mail.append(l.startsWith(".") ? l.substring(1) : l).append("\r\n");
            }
            taken.add(new Taken(from, List.copyOf(to), mail.toString()));
            return say(At.END, "250 queued");
        }

        /// False when the connection is to end.
        private boolean say(At at, String usual) throws IOException {
            if (whim != null && at == whim.at()) {
                if (whim.reply() != null) {
                    write(whim.reply());
                }
                return whim.reply() != null;
            }
            if (at == drops) {
                return false;
            }
            if (at == silent) {
                return in.read() >= 0;
            }
            while (at == endless) {
                write("250-and another thing");
            }
            write(answers.getOrDefault(at, usual));
            return true;
        }

        private void write(String text) throws IOException {
            line.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            line.getOutputStream().flush();
        }

        private static String address(String said) {
            return said.replaceAll(".*<(.*)>.*", "$1");
        }

        private static BufferedReader reader(Socket of) throws IOException {
            return new BufferedReader(
                    new InputStreamReader(of.getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
