package dev.varde.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The cheapest service there is: a `sleep` with a pid file and a script that restarts it.
record Sleeper(Path directory) {
    static Sleeper make(Path directory) throws IOException, InterruptedException {
        Sleeper sleeper = new Sleeper(Files.createDirectories(directory));
        Files.writeString(
                sleeper.script(),
                """
                #!/bin/sh
                sleep 100000 </dev/null >/dev/null 2>&1 &
                echo $! >%1$s.new && mv %1$s.new %1$s
                """
                        .formatted(sleeper.pidFile()));
        Files.setPosixFilePermissions(
                sleeper.script(), PosixFilePermissions.fromString("rwx------"));
        sleeper.start();
        return sleeper;
    }

    Path pidFile() {
        return directory.resolve("pid");
    }

    Path script() {
        return directory.resolve("restart");
    }

    void start() throws IOException, InterruptedException {
        new ProcessBuilder(script().toString()).inheritIO().start().waitFor();
    }

    void kill() throws IOException {
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }
}
