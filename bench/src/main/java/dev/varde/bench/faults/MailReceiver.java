package dev.varde.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A mail server (RFC 5321) that takes everything and puts it into the inbox.
final class MailReceiver implements AutoCloseable {
    private final String name;
    private final Inbox inbox;
    private final Trap before;
    private final Trap after;
    private final ServerSocket socket;

    /// @param name the receiver all mails are for
    /// @param before springs when a mail is here and not yet answered
    /// @param after springs when it is answered
    MailReceiver(String name, Inbox inbox, Trap before, Trap after) throws IOException {
        this.name = name;
        this.inbox = inbox;
        this.before = before;
        this.after = after;
        this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    String yaml(String limit) {
        return "  - {name: %s, limit: %s, mail: {to: [%s@example.com]}}\n"
                .formatted(name, limit, name);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            say(client, "220 bench");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.regionMatches(true, 0, "DATA", 0, 4)) {
                    say(client, "354 go on");
                    take(in, client);
                } else if (line.regionMatches(true, 0, "QUIT", 0, 4)) {
                    say(client, "221 bye");
                    return;
                } else {
                    say(client, "250 fine");
                }
            }
        } catch (IOException killed) {
            // The notifier died in the midst of it; what it did not end was not taken.
            return;
        }
    }

    private void take(BufferedReader in, Socket client) throws IOException {
        Map<String, String> headers = new HashMap<>();
        boolean head = true;
        String line = in.readLine();
        for (; line != null && !line.equals("."); line = in.readLine()) {
            head = head && !line.isEmpty();
            int colon = line.indexOf(':');
            if (head && colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        if (line == null) {
            return;
        }
        inbox.add(arrival(headers));
        before.spring();
        say(client, "250 taken");
        after.spring();
    }

    private Arrival arrival(Map<String, String> headers) {
        boolean resolved = "resolved".equals(headers.get("x-varde-state"));
        return new Arrival(
                name,
                headers.getOrDefault("message-id", ""),
                headers.getOrDefault("x-varde-incident", ""),
                resolved ? "incident.resolved" : "incident.opened",
                resolved ? Integer.MAX_VALUE : 1,
                System.currentTimeMillis(),
                true);
    }

    private static void say(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
