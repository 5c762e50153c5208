package dev.varde.collector.kernel;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.kernel.BootMemory.Left;
import dev.varde.collector.kernel.BootMemory.Past;
import dev.varde.collector.kernel.BootMemory.State;
import dev.varde.collector.kernel.Dumps.Dump;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.EventId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells at the start that the host booted since a collector last ran, whether it was shut down
/// before, and what the kernel left behind when it went down.
///
/// What tells, the surest first: a panic in pstore; that the collector was stopped while the host
/// shut down; wtmp; the journal of that boot; that nobody told the collector to stop.
public final class Boots {
    private static final RedactedLog LOG = RedactedLog.of(Boots.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofDays(1);

    /// What logind says of a shutdown (sd-messages.h, SD_MESSAGE_SHUTDOWN).
    private static final String SHUTDOWN = "MESSAGE_ID=98268866d1d54a499c4e98921d93bc40";

    /// Where the host keeps what tells.
    record Sources(Dumps dumps, Path wtmp, HostCommand commands) {
        static Sources ofHost() {
            return new Sources(Dumps.ofHost(), Wtmp.FILE, HostCommand::run);
        }
    }

    /// @param orderly null when nothing tells
    private record Verdict(@Nullable Boolean orderly, String how) {}

    private final String bootId;
    private final BootMemory memory;
    private final Sources sources;
    private final Outbox outbox;
    private volatile List<String> told = List.of();
    private volatile boolean looked;

    Boots(String bootId, Path data, Sources sources, Outbox outbox) {
        this.bootId = bootId;
        this.memory = new BootMemory(data);
        this.sources = sources;
        this.outbox = outbox;
    }

    /// Looks on a thread of its own, because the journal may take seconds.
    ///
    /// @param data folder for `boot.json`; must exist
    public static Boots begin(String bootId, Path data, Outbox outbox) {
        Boots boots = new Boots(bootId, data, Sources.ofHost(), outbox);
        Optional<Past> past = boots.memory.recall();
        boots.remember(past);
        Thread.ofVirtual().name("varde-boot").start(() -> boots.look(past));
        return boots;
    }

    /// So that what is known survives a crash while the journal is asked.
    private void remember(Optional<Past> past) {
        told = past.map(p -> p.left().dumps()).orElse(List.of());
        if (past.filter(p -> !p.left().bootId().equals(bootId)).isEmpty()) {
            memory.leave(new Left(bootId, State.RUNNING, told));
        }
    }

    void look(Optional<Past> past) {
        try {
            Instant now = Instant.now();
            List<Dump> fresh = dumps(past, now);
            past.filter(p -> !p.left().bootId().equals(bootId))
                    .ifPresent(p -> rebooted(p, fresh, now));
            memory.leave(new Left(bootId, State.RUNNING, told));
            looked = true;
        } catch (RuntimeException broken) {
            LOG.error("how the last boot ended could not be found out", broken);
        }
    }

    /// Tells of dumps that no collector told of; those that were there before the first one only
    /// when they are of the last day.
    private List<Dump> dumps(Optional<Past> past, Instant now) {
        List<String> known = past.map(p -> p.left().dumps()).orElse(List.of());
        List<String> all = new ArrayList<>(known);
        List<Dump> fresh = new ArrayList<>();
        for (Dump dump : sources.dumps().all()) {
            if (!all.contains(dump.id())) {
                all.add(dump.id());
                if (past.isPresent() || dump.time().isAfter(now.minus(FRESH))) {
                    fresh.add(dump);
                }
            }
        }
        fresh.forEach(d ->
                outbox.put(
                        new Sighting(new EventId(d.id()), earlier(d.time(), now), null, d.fact())));
        told = all;
        return fresh;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void rebooted(Past past, List<Dump> dumps, Instant now) {
        String before = past.left().bootId();
        Verdict verdict = verdict(past, dumps);
        HostRebooted fact =
                new HostRebooted(before, bootId, past.aliveAt(), verdict.orderly(), verdict.how());
        outbox.put(new Sighting(new EventId("rebooted:" + before + ":" + bootId), now, null, fact));
    }

    private Verdict verdict(Past past, List<Dump> dumps) {
        if (!dumps.isEmpty()) {
            return new Verdict(false, "pstore holds: " + dumps.getFirst().fact().text());
        }
        if (past.left().state() == State.SHUTTING_DOWN) {
            return new Verdict(true, "the collector was stopped while the host shut down");
        }
        Optional<Boolean> wtmp = Wtmp.orderly(sources.wtmp(), past.aliveAt());
        if (wtmp.isPresent()) {
            return new Verdict(wtmp.get(), said("wtmp", wtmp.get()));
        }
        Optional<Boolean> journal = journal(past.left().bootId().replace("-", ""));
        if (journal.isPresent()) {
            return new Verdict(journal.get(), said("the journal", journal.get()));
        }
        return past.left().state() == State.STOPPED
                ? new Verdict(null, "the collector had been stopped before")
                : new Verdict(false, "nobody told the collector to stop");
    }

    private static String said(String who, boolean orderly) {
        return who + (orderly ? " notes a shutdown" : " notes no shutdown before the boot");
    }

    private Optional<Boolean> journal(String boot) {
        String ofBoot = "_BOOT_ID=" + boot;
        if (!boot.matches("[0-9a-f]{32}") || ask(ofBoot).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                ask(ofBoot, SHUTDOWN, "+", ofBoot, "_PID=1", "UNIT=shutdown.target").isPresent());
    }

    private Optional<String> ask(String... matches) {
        List<String> command = new ArrayList<>(List.of("journalctl", "-q", "-n", "1", "-o", "cat"));
        command.addAll(List.of(matches));
        return sources.commands().ask(command, PATIENCE).filter(t -> !t.isBlank());
    }

    /// To be called every few seconds. What an earlier boot left is not touched before it was told.
    public void alive(Instant now) {
        if (looked) {
            memory.alive(now);
        }
    }

    /// The collector was told to stop; finds out whether the host shuts down, within a second.
    public void stopped() {
        boolean shuttingDown =
                sources.commands()
                        .ask(List.of("systemctl", "is-system-running"), STOP_PATIENCE)
                        .filter(t -> t.strip().equals("stopping"))
                        .isPresent();
        if (looked) {
            State state = shuttingDown ? State.SHUTTING_DOWN : State.STOPPED;
            memory.leave(new Left(bootId, state, told));
        }
    }
}
