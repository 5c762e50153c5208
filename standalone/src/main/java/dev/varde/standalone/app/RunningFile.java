package dev.varde.standalone.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// `running.json` in the data directory: there while everything in this process is ready.
///
/// @param url the console's address with its token, or empty
public record RunningFile(long pid, String bootstrapServers, String url) {
    private static final String NAME = "running.json";

    /// Readable by its owner alone: the address holds the token.
    void write(Path data) throws IOException {
        Path draft = data.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                draft,
                new ObjectMapper()
                        .writeValueAsBytes(
                                Map.of(
                                        "pid",
                                        pid,
                                        "bootstrapServers",
                                        bootstrapServers,
                                        "url",
                                        url)));
        Files.move(draft, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    /// The Varde that runs with this data directory, when its process lives.
    public static Optional<RunningFile> read(Path data) throws IOException {
        Path file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = new ObjectMapper().readTree(Files.readAllBytes(file));
            RunningFile running =
                    new RunningFile(
                            node.path("pid").asLong(),
                            node.path("bootstrapServers").asText(),
                            node.path("url").asText());
            return ProcessHandle.of(running.pid).filter(ProcessHandle::isAlive).map(_ -> running);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not what Varde wrote", e);
        }
    }
}
