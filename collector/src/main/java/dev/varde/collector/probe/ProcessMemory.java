package dev.varde.collector.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.collector.redact.RedactingCodec;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a collector run leaves to the next: the processes it knew, in `processes.json`, so that a
/// death while no collector ran is still told.
///
/// A death stays in the file with its status until the broker has it. At most 2,000 entries, of
/// those that are dead the newest 200. A file that cannot be read counts as empty.
final class ProcessMemory {
    private static final RedactedLog LOG = RedactedLog.of(ProcessMemory.class);
    private static final int MOST = 2_000;
    private static final int MOST_DEAD = 200;
    private static final long LARGEST = 8 << 20;

    /// @param exit null while it lives
    /// @param diedAt null while it lives
    record Entry(
            ServiceName service,
            int pid,
            long startTicks,
            Role role,
            String command,
            Instant startedAt,
            @Nullable ExitStatus exit,
            @Nullable Instant diedAt) {
        ProcessKey key() {
            return new ProcessKey(pid, startTicks);
        }
    }

    record Known(String bootId, List<Entry> processes) {
        Known {
            processes = List.copyOf(processes);
        }
    }

    private final Path file;
    private final String bootId;
    private ObjectMapper mapper;
    private final Map<ProcessKey, Entry> entries = new LinkedHashMap<>();
    private boolean changed;

    ProcessMemory(Path folder, String bootId) {
        this(folder, bootId, Redactor.STANDARD);
    }

    /// @param redactor takes secrets out of command lines before they are written
    ProcessMemory(Path folder, String bootId, Redactor redactor) {
        this.file = folder.resolve("processes.json");
        this.bootId = bootId;
        this.mapper = RedactingCodec.mapper(redactor);
    }

    /// Redacts by this from now on, also what is in the file already.
    synchronized void redactBy(Redactor redactor) {
        mapper = RedactingCodec.mapper(redactor);
        changed = true;
    }

    /// What the last run knew, empty after a boot.
    synchronized List<Entry> recall() {
        try {
            if (Files.notExists(file) || Files.size(file) > LARGEST) {
                return List.of();
            }
            Known known = mapper.readValue(Files.readAllBytes(file), Known.class);
            return known.bootId().equals(bootId) ? known.processes() : List.of();
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf("%s cannot be read and is taken as empty: %s", file, unreadable.getClass());
            return List.of();
        }
    }

    synchronized void lives(Member m) {
        if (entries.size() < MOST) {
            entries.put(m.key, entry(m, null, null));
            changed = true;
        }
    }

    synchronized void died(Member m, Instant at, ExitStatus exit) {
        entries.put(m.key, entry(m, exit, at));
        long dead = entries.values().stream().filter(e -> e.exit() != null).count();
        if (dead > MOST_DEAD) {
            entries.values().stream()
                    .filter(e -> e.exit() != null)
                    .findFirst()
                    .ifPresent(e -> entries.remove(e.key()));
        }
        changed = true;
    }

    private static Entry entry(Member m, @Nullable ExitStatus exit, @Nullable Instant at) {
        return new Entry(
                m.service,
                m.key.pid(),
                m.key.startTicks(),
                m.role,
                m.command,
                m.startedAt,
                exit,
                at);
    }

    synchronized void keep(Entry entry) {
        entries.put(entry.key(), entry);
        changed = true;
    }

    synchronized void forget(ProcessKey key) {
        changed |= entries.remove(key) != null;
    }

    /// Writes the file when something changed; a failure is logged and tried again the next time.
    void save() {
        byte[] bytes;
        synchronized (this) {
            if (!changed) {
                return;
            }
            changed = false;
            bytes = bytes();
        }
        try {
            Path fresh = file.resolveSibling("processes.json.new");
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            LOG.warnf("%s cannot be written: %s", file, full.getMessage());
            synchronized (this) {
                changed = true;
            }
        }
    }

    private byte[] bytes() {
        try {
            return mapper.writeValueAsBytes(new Known(bootId, List.copyOf(entries.values())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
