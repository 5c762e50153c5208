package dev.varde.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Another program that watches the same host at the same pace, as its package installs it. What it
/// costs is all of its process; whoever asks it is not counted.
final class Peer implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Kind kind;
    private final Process process;
    private volatile boolean closed;

    /// The programs, and what they are made to do each second.
    enum Kind {
        MONIT("monit", "monit, once a second: processes, checks by HTTP, files of logs"),
        NODE_EXPORTER("prometheus-node-exporter", "node_exporter, asked once a second"),
        PROCESS_EXPORTER("prometheus-process-exporter", "process-exporter, asked once a second");

        private final String program;
        private final String does;

        Kind(String program, String does) {
            this.program = program;
            this.does = does;
        }

        String missing() {
            return program + " is not installed (apt-get install " + program + ")";
        }

        boolean installed() {
            return Stream.of(System.getenv("PATH").split(":", -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }

        private List<String> command(IdleHost host, int port) throws IOException {
            String here = "--web.listen-address=127.0.0.1:" + port;
            return switch (this) {
                case MONIT -> List.of(program, "-I", "-c", monitControl(host).toString());
                case NODE_EXPORTER -> List.of(program, here);
                case PROCESS_EXPORTER ->
                        List.of(program, here, "-config.path", groups(host).toString());
            };
        }
    }

    private Peer(Kind kind, Process process) {
        this.kind = kind;
        this.process = process;
    }

    static Peer start(Kind kind, IdleHost host) throws IOException {
        int port = IdleHost.freePort();
        Process process =
                new ProcessBuilder(kind.command(host, port))
                        .redirectErrorStream(true)
                        .redirectOutput(host.directory().resolve(kind.program + ".out").toFile())
                        .start();
        Peer peer = new Peer(kind, process);
        if (kind != Kind.MONIT) {
            URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
            Thread.ofPlatform().daemon().name("asks").start(() -> peer.ask(metrics));
        }
        return peer;
    }

    /// Once a second, as the collector looks.
    private void ask(URI metrics) {
        long next = System.nanoTime();
        while (!closed) {
            try (var answer = metrics.toURL().openStream()) {
                answer.skipNBytes(1);
                answer.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException notYet) {
                closed = closed || !process.isAlive();
            }
            next += SECOND;
            java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /// Null when it has ended.
    @Nullable ProcessUse use() {
        try {
            return ProcessUse.of(process.pid());
        } catch (IOException ended) {
            return null;
        }
    }

    String does() {
        return kind.does;
    }

    private static Path monitControl(IdleHost host) throws IOException {
        Path folder = host.directory();
        StringBuilder control =
                new StringBuilder(
                        "set daemon 1\nset log %1$s/monit.log\nset pidfile %1$s/monit.pid\nset idfile %1$s/monit.id\nset statefile %1$s/monit.state\n"
                                .formatted(folder));
        for (IdleHost.Service service : host.services()) {
            control.append(
                    """
                    check process %1$s with pidfile %2$s
                      if failed host 127.0.0.1 port %3$d protocol http then alert
                    check file %1$s-log with path %4$s
                      if content = "ERROR|FATAL|Exception" then alert
                    """
                            .formatted(
                                    service.name(),
                                    service.sleeper().pidFile(),
                                    host.port(),
                                    service.log()));
        }
        Path file = Files.writeString(folder.resolve("monitrc"), control);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path groups(IdleHost host) throws IOException {
        return Files.writeString(
                host.directory().resolve("process-exporter.yaml"),
                "process_names:\n  - name: \"{{.Comm}}:{{.PID}}\"\n    comm: [sleep]\n");
    }

    @Override
    public void close() {
        closed = true;
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
