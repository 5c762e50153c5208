package dev.varde.collector.tail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The positions of all logs in one file: a line of JSON and a line with its CRC32C. Files of
/// earlier versions lack the second line.
///
/// It is replaced as a whole, so that a kill or a power cut at any moment leaves a whole one:
///
/// ```
///  write positions.json.next, sync it      a torn .next is ignored
///  positions.json → positions.json.prev    only .next and .prev are there: both are whole
///  .next → positions.json                  the new one counts
///  sync the directory                      until then a power cut may bring the old one back
/// ```
final class Positions {
    /// @param savedAt epoch milliseconds
    /// @param logs marks of what was configured for each service; null in files of earlier versions
    record Saved(
            long savedAt,
            Map<String, List<Position>> services,
            @Nullable Map<String, List<String>> logs) {
        static final Saved NONE = new Saved(0, Map.of(), Map.of());

        Saved {
            services = services == null ? Map.of() : Map.copyOf(services);
            logs = logs == null ? Map.of() : Map.copyOf(logs);
        }

        /// @param configured paths and patterns by service
        static Saved of(
                long savedAt,
                Map<String, List<Position>> services,
                Map<String, List<String>> configured) {
            return new Saved(
                    savedAt,
                    services,
                    configured.entrySet().stream()
                            .collect(
                                    Collectors.toMap(Map.Entry::getKey, e -> marks(e.getValue()))));
        }

        /// Whether all these paths and patterns were followed for a service.
        boolean followed(String service, List<String> paths) {
            return logs != null && logs.getOrDefault(service, List.of()).containsAll(marks(paths));
        }
    }

    /// Checksums by which paths and patterns are known again: what is configured may hold a secret.
    private static List<String> marks(List<String> paths) {
        return paths.stream().map(Positions::mark).toList();
    }

    private static String mark(String path) {
        CRC32C crc = new CRC32C();
        crc.update(path.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /// @param damaged whether there were positions and none could be read
    record Loaded(Saved saved, boolean damaged) {}

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path file;
    private final Path next;
    private final Path previous;
    private @Nullable Map<String, List<Position>> last;

    Positions(Path file) {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".next");
        this.previous = file.resolveSibling(file.getFileName() + ".prev");
    }

    /// The newest that is whole. With none, logs are followed from their end.
    Loaded load() {
        boolean any = false;
        for (Path candidate : List.of(file, next, previous)) {
            Optional<Saved> saved = read(candidate);
            if (saved.isPresent()) {
                return new Loaded(saved.get(), false);
            }
            any |= Files.exists(candidate);
        }
        return new Loaded(Saved.NONE, any);
    }

    private static Optional<Saved> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Optional.ofNullable(MAPPER.readValue(verified(bytes), Saved.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException e) {
            TailLog.positionsDamaged(file, e.getOriginalMessage());
        } catch (IOException e) {
            TailLog.positionsNotRead(file, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private static byte[] verified(byte[] bytes) throws IOException {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        byte[] json = Arrays.copyOf(bytes, end);
        String sum =
                new String(
                                bytes,
                                Math.min(end + 1, bytes.length),
                                Math.max(0, bytes.length - end - 1),
                                StandardCharsets.US_ASCII)
                        .strip();
        if (end < bytes.length && !sum.equals(checksum(json))) {
            throw new IOException("its checksum does not fit");
        }
        return json;
    }

    private static String checksum(byte[] json) {
        CRC32C crc = new CRC32C();
        crc.update(json);
        return Long.toHexString(crc.getValue());
    }

    /// Whether these are the ones that were written last.
    synchronized boolean holds(Map<String, List<Position>> services) {
        return services.equals(last);
    }

    /// Writes them when they changed.
    ///
    /// @throws IOException when they could not be written
    synchronized void save(Saved saved) throws IOException {
        if (!holds(saved.services())) {
            write(saved);
            last = saved.services();
        }
    }

    private void write(Saved saved) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(saved);
        byte[] sum = ("\n" + checksum(json) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, json);
            writeAll(channel, sum);
            channel.force(true);
        }
        if (Files.exists(file)) {
            move(file, previous);
        }
        move(next, file);
        syncDirectory();
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void syncDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
