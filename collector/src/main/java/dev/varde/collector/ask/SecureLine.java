package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLSocket;

/// One conversation over TLS, on a thread that may block. The certificate is judged each time by
/// its dates, also where a session is resumed and nothing else of it is looked at again.
record SecureLine(Place place, Trusted trust, InetAddress address, Conversation conversation)
        implements Switchboard.Blocking {
    private static final int READ_AT_ONCE = 8_192;

    @Override
    public Turn ask() throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, place.port()));
            try (SSLSocket socket =
                    (SSLSocket)
                            trust.sockets().createSocket(plain, place.host(), place.port(), true)) {
                trust.expect(socket);
                socket.startHandshake();
                return judged(socket);
            }
        }
    }

    private Turn judged(SSLSocket socket) throws IOException {
        X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        Instant until = shown.getNotAfter().toInstant();
        if (until.isBefore(Instant.now())) {
            return new Turn.Over(
                    Answer.bad(Failure.CERTIFICATE, "the certificate ran out at " + until));
        }
        return switch (talk(socket)) {
            case Turn.Over(Answer.Good _) -> new Turn.Over(new Answer.Good(until));
            case Turn other -> other;
        };
    }

    private Turn talk(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] heard = new byte[READ_AT_ONCE];
        Turn turn = conversation.begin();
        while (true) {
            switch (turn) {
                case Turn.Say(ByteBuffer words) -> {
                    byte[] said = new byte[words.remaining()];
                    words.get(said);
                    socket.getOutputStream().write(said);
                }
                case Turn.Listen _ -> {}
                case Turn.Over _, Turn.Elsewhere _ -> {
                    return turn;
                }
            }
            int n = in.read(heard);
            turn = n < 0 ? conversation.end() : conversation.hear(ByteBuffer.wrap(heard, 0, n));
        }
    }
}
