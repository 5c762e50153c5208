package dev.varde.collector.probe;

import dev.varde.collector.redact.RedactedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which main process each start of a unit had. systemd's journal tells how a main process ended by
/// the start's id and not by the pid, also for the time when no collector ran; so this is kept in a
/// file, `id pid` on a line. Thread-safe.
final class MainPids {
    private static final RedactedLog LOG = RedactedLog.of(MainPids.class);
    private static final int MOST = 2_000;
    private static final int LONGEST_FILE = MOST * 64;

    private final Path file;
    private final Map<String, Integer> pids = new LinkedHashMap<>();

    /// @param file its folder must exist; one that cannot be read counts as empty
    MainPids(Path file) {
        this.file = file;
        try {
            if (Files.exists(file) && Files.size(file) <= LONGEST_FILE) {
                Files.readString(file).lines().forEach(this::take);
            }
        } catch (IOException torn) {
            LOG.warnf("%s cannot be read and is begun anew: %s", file, torn.getMessage());
        }
    }

    private void take(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && isId(words[0]) && words[1].matches("[1-9]\\d{0,8}")) {
            pids.put(words[0], Integer.valueOf(words[1]));
        }
    }

    private static boolean isId(String text) {
        return text.matches("[0-9a-f]{32}");
    }

    synchronized Optional<Integer> of(String invocation) {
        return Optional.ofNullable(pids.get(invocation));
    }

    /// Takes in what was said of all units, and writes it down when it is new.
    synchronized void learn(Iterable<UnitState> states) {
        boolean fresh = false;
        for (UnitState state : states) {
            Integer pid = state.newestPid();
            if (pid != null && isId(state.invocation())) {
                fresh |= !pid.equals(pids.put(state.invocation(), pid));
            }
        }
        if (fresh) {
            forgetOldest();
            save();
        }
    }

    private void forgetOldest() {
        var oldest = pids.keySet().iterator();
        for (int excess = pids.size() - MOST; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }

    private void save() {
        StringBuilder text = new StringBuilder();
        pids.forEach((id, pid) -> text.append(id).append(' ').append(pid).append('\n'));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel out =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            LOG.warnf("%s cannot be written: %s", file, full.getMessage());
        }
    }
}
