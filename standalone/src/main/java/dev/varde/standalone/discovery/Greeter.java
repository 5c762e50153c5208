package dev.varde.standalone.discovery;

import dev.varde.standalone.discovery.Found.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Asks a port of this host what it speaks. Each question is one that the protocol answers before
/// any login, and is what a health check would ask; a few bytes of the answer are read.
final class Greeter {
    private static final int CONNECT_MILLIS = 300;
    private static final int ANSWER_MILLIS = 400;
    private static final int MOST = 64;
    private static final int MYSQL_PROTOCOL = 10;

    /// SSLRequest of the PostgreSQL protocol: its length and 80877103; answered by S or N.
    private static final byte[] POSTGRES = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

    private static final List<String> HEALTH_PATHS =
            List.of("/health", "/healthz", "/q/health", "/");

    private Greeter() {}

    static Answer ask(int port) {
        String first = answer(port, new byte[0]);
        if (first == null) {
            return new Answer.Nothing();
        }
        if (first.length() > 4 && first.charAt(4) == MYSQL_PROTOCOL) {
            return new Answer.Mysql();
        }
        return first.isEmpty() ? spoken(port) : new Answer.Tcp();
    }

    private static Answer spoken(int port) {
        String http = get(port, "/");
        if (http.startsWith("HTTP/")) {
            return HEALTH_PATHS.stream()
                    .filter(path -> isWell(path.equals("/") ? http : get(port, path)))
                    .findFirst()
                    .<Answer>map(Answer.Http::new)
                    .orElse(new Answer.Tcp());
        }
        String pong = text(answer(port, "PING\r\n".getBytes(StandardCharsets.US_ASCII)));
        if (pong.startsWith("+PONG") || pong.startsWith("-NOAUTH") || pong.startsWith("-LOADING")) {
            return new Answer.Redis();
        }
        String tls = text(answer(port, POSTGRES));
        return tls.equals("S") || tls.equals("N") ? new Answer.Postgres() : new Answer.Tcp();
    }

    private static String get(int port, String path) {
        String request =
                """
                GET %s HTTP/1.1
                Host: 127.0.0.1:%d
                User-Agent: Varde-discovery
                Connection: close

                """
                        .formatted(path, port)
                        .replace("\n", "\r\n");
        return text(answer(port, request.getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean isWell(String answer) {
        return answer.matches("(?s)HTTP/1\\.[01] [23]\\d\\d\\b.*");
    }

    private static String text(@org.jspecify.annotations.Nullable String answer) {
        return answer == null ? "" : answer;
    }

    /// The first bytes of the answer, one character each; empty when it waits; null when there is
    /// no connection.
    private static @org.jspecify.annotations.Nullable String answer(int port, byte[] question) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(question);
            return read(socket.getInputStream());
        } catch (SocketTimeoutException _) {
            return "";
        } catch (IOException _) {
            return question.length == 0 ? null : "";
        }
    }

    private static String read(InputStream in) throws IOException {
        byte[] bytes = new byte[MOST];
        int read = in.read(bytes);
        return new String(bytes, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
    }
}
