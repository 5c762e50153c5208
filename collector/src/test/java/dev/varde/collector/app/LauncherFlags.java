package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The flags of Java with which the script `varde` starts a collector: it is asked to start a Java
/// that prints them.
final class LauncherFlags {
    private static final Path VARDE =
            Path.of(System.getProperty("varde.root", "..")).resolve("varde");

    private LauncherFlags() {}

    /// @param folder an empty one
    static List<String> ofTheCollector(Path folder) throws IOException, InterruptedException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25\"\n");
        ProcessBuilder builder = new ProcessBuilder(VARDE.toString(), "collector");
        builder.environment().put("JAVA_HOME", folder.toString());
        builder.environment().put("VARDE_APPLICATION", folder.toString());
        builder.environment().remove("VARDE_JAVA_OPTS");
        Process process = builder.start();
        List<String> words = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return words.subList(0, words.indexOf("-cp"));
    }
}
