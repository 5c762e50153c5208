package dev.varde.collector.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/// The record of boots and shutdowns, wtmp(5): entries of 384 bytes on x86-64; newer distributions
/// have none.
final class Wtmp {
    static final Path FILE = Path.of("/var/log/wtmp");
    static final int ENTRY = 384;
    private static final int MOST_ENTRIES = 2_000;
    private static final int USER = 44;
    private static final int USER_BYTES = 32;
    private static final int SECONDS = 340;
    private static final short RUN_LVL = 1;
    private static final short BOOT_TIME = 2;

    private Wtmp() {}

    /// Whether a shutdown was noted before the last boot after `since`; empty where no such boot
    /// is.
    static Optional<Boolean> orderly(Path file, Instant since) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long entries = channel.size() / ENTRY;
            long from = Math.max(0, entries - MOST_ENTRIES);
            ByteBuffer bytes =
                    ByteBuffer.allocate((int) (entries - from) * ENTRY)
                            .order(ByteOrder.LITTLE_ENDIAN);
            int read;
            do {
                read = channel.read(bytes, from * ENTRY + bytes.position());
            } while (read > 0);
            return orderly(bytes.flip(), since);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> orderly(ByteBuffer bytes, Instant since) {
        Optional<Boolean> orderly = Optional.empty();
        boolean shutDown = false;
        for (int at = 0; at + ENTRY <= bytes.limit(); at += ENTRY) {
            boolean recent =
                    Integer.toUnsignedLong(bytes.getInt(at + SECONDS)) >= since.getEpochSecond();
            short type = bytes.getShort(at);
            if (type == BOOT_TIME && recent) {
                orderly = Optional.of(shutDown);
            }
            shutDown =
                    (type == RUN_LVL && user(bytes, at).equals("shutdown"))
                            || (shutDown && type != BOOT_TIME);
        }
        return orderly;
    }

    private static String user(ByteBuffer bytes, int at) {
        byte[] name = new byte[USER_BYTES];
        bytes.get(at + USER, name);
        String text = new String(name, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
