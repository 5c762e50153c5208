package dev.varde.notifier.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection to a mail server: lines out, replies in. Bounded in time, whatever trickles in, and
/// in size: 100 lines of 2,000 bytes.
final class Wire implements AutoCloseable {
    private static final int MOST_LINES = 100;
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_ADDRESSES = 3;

    private Socket socket;
    private final byte[] buffer = new byte[4_096];
    private int next;
    private int filled;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    /// Tries the server's addresses in turn.
    static Wire to(String host, int port, Duration patience) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        IOException last = new IOException("it has no address");
        for (int i = 0; i < Math.min(MOST_ADDRESSES, addresses.length); i++) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(addresses[i], port), millis(patience));
                socket.setTcpNoDelay(true);
                return new Wire(socket);
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /// Goes on under TLS, with a certificate for this name. What the server sent before, in the
    /// clear, must not be taken for something it said under TLS.
    void secure(SSLContext trust, String host, Duration patience) throws IOException {
        if (next < filled) {
            throw new Unfit("it went on in the clear after agreeing to TLS");
        }
        Socket plain = socket;
        SSLSocket secured =
                (SSLSocket)
                        trust.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        socket = secured;
        secured.setSoTimeout(millis(patience));
        secured.startHandshake();
    }

    InetAddress localAddress() {
        return socket.getLocalAddress();
    }

    void say(String line) throws IOException {
        write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    Reply hear(Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        List<String> lines = new ArrayList<>();
        while (lines.size() < MOST_LINES) {
            String line = line(until);
            if (!line.matches("[2-5][0-9][0-9]([ -].*)?")) {
                throw new Unfit("it answered something that is no SMTP");
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new Unfit("its answer does not end");
    }

    private String line(long until) throws IOException {
        byte[] line = new byte[LONGEST_LINE];
        for (int length = 0; length < LONGEST_LINE; length++) {
            byte b = read(until);
            if (b == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.UTF_8);
            }
            line[length] = b;
        }
        throw new Unfit("a line of its answer does not end");
    }

    private byte read(long until) throws IOException {
        if (next == filled) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("silent");
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            int read = socket.getInputStream().read(buffer);
            if (read <= 0) {
                throw new EOFException("closed");
            }
            next = 0;
            filled = read;
        }
        return buffer[next++];
    }

    private static int millis(Duration patience) {
        return Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // What was to be known is known; the system takes the connection back all the same.
            return;
        }
    }
}
