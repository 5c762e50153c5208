package dev.varde.standalone.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.varde.standalone.discovery.Found.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatRunsHereTest {
    @TempDir private Path directory;

    @Test
    void aWebServerIsAskedForItsHealth() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext(
                "/healthz",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        try {
            assertThat(Greeter.ask(server.getAddress().getPort()))
                    .isEqualTo(new Answer.Http("/healthz"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aGreetingTellsWhatIsSpoken() throws Exception {
        String sslRequest = new String(new char[] {0, 0, 0, 8});
        String mysql = "J" + new String(new char[] {0, 0, 0, 10}) + "8.0.36";

        assertThat(asked("", "PING", "+PONG")).isEqualTo(new Answer.Redis());
        assertThat(asked("", "PING", "-NOAUTH Authentication")).isEqualTo(new Answer.Redis());
        assertThat(asked("", sslRequest, "N")).isEqualTo(new Answer.Postgres());
        assertThat(asked(mysql, "-", "")).isEqualTo(new Answer.Mysql());
        assertThat(asked("SSH-2.0-OpenSSH", "-", "")).isEqualTo(new Answer.Tcp());
        assertThat(asked("", "-", "")).isEqualTo(new Answer.Tcp());
    }

    /// @param first what the server says before it is asked
    private static Answer asked(String first, String question, String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, first, question, answer));
            return Greeter.ask(server.getLocalPort());
        }
    }

    private static void serve(ServerSocket server, String first, String asked, String answer) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
                client.setSoTimeout(2_000);
                byte[] bytes = new byte[64];
                int read = client.getInputStream().read(bytes);
                String question =
                        new String(bytes, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
                if (question.startsWith(asked)) {
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException _) {
                // One client that hung up; the next one is served.
            }
        }
    }

    @Test
    void aPortWhereNobodyListensAnswersNothing() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(Greeter.ask(port)).isEqualTo(new Answer.Nothing());
    }

    @Test
    void logsAreTheFilesThatAProcessHasOpenForWriting() throws Exception {
        Path log = directory.resolve("app.log");
        Path read = Files.writeString(directory.resolve("read.log"), "x");
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "exec sleep 60 >> " + log + " < " + read + " 2> /dev/null")
                        .start();
        try {
            org.awaitility.Awaitility.await()
                    .until(() ->
                            OpenLogs.of(Path.of("/proc", Long.toString(process.pid())))
                                    .equals(List.of(log)));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void onlyUnitsThatPeoplePutThereAreTheirs() {
        String shown =
                """
                Id=kontali.service
                ActiveState=failed
                FragmentPath=/etc/systemd/system/kontali.service
                MainPID=0

                Id=systemd-journald.service
                ActiveState=active
                FragmentPath=/usr/lib/systemd/system/systemd-journald.service
                MainPID=200

                Id=kontali.timer
                FragmentPath=/etc/systemd/system/kontali.timer

                nonsense
                """;

        assertThat(UnitFiles.parse(shown))
                .containsExactly(new UnitFiles.Unit("kontali.service", "failed", 0));
    }
}
