package dev.varde.collector.probe;

import dev.varde.collector.redact.RedactedLog;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Wakes somebody when the last process of a cgroup ends, where the kernel offers no pidfd: the
/// kernel changes `populated` in `cgroup.events` of the unified hierarchy and tells those who watch
/// the folder (kernel documentation, admin-guide/cgroup-v2). It does not say how the process ended.
final class CgroupWake implements AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(CgroupWake.class);
    private static final int MOST = 500;
    private static final String EVENTS = "cgroup.events";

    private final Path proc;
    private final Path root;
    private final WatchService service;
    private final Runnable wake;
    private final Set<Path> followed = ConcurrentHashMap.newKeySet();

    private CgroupWake(Path proc, Path root, WatchService service, Runnable wake) {
        this.proc = proc;
        this.root = root;
        this.service = service;
        this.wake = wake;
    }

    /// Empty where no watches are left on this host.
    static Optional<CgroupWake> start(Path proc, Path root, Runnable wake) {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            CgroupWake cgroups = new CgroupWake(proc, root, service, wake);
            Thread.ofPlatform().daemon().name("varde-cgroups").start(cgroups::run);
            return Optional.of(cgroups);
        } catch (IOException none) {
            LOG.warnf("cgroups cannot be watched: %s", none.getMessage());
            return Optional.empty();
        }
    }

    /// Watches the cgroup that the process is in; once is enough.
    void follow(int pid) {
        followed.removeIf(folder -> !Files.isDirectory(folder));
        folder(pid)
                .filter(folder -> followed.size() < MOST && followed.add(folder))
                .ifPresent(this::register);
    }

    private Optional<Path> folder(int pid) {
        Path unified = Files.isDirectory(root.resolve("unified")) ? root.resolve("unified") : root;
        return Proc.text(proc + "/" + pid + "/cgroup", 16_384).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("0::/") && line.length() > 4)
                .map(line -> unified.resolve(line.substring(4)).normalize())
                .filter(f -> f.startsWith(unified) && Files.exists(f.resolve(EVENTS)))
                .findFirst();
    }

    private void register(Path folder) {
        try {
            folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (IOException refused) {
            LOG.debugf("%s cannot be watched: %s", folder, refused.getMessage());
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                if (key.pollEvents().stream().anyMatch(CgroupWake::concerns)) {
                    wake.run();
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException | InterruptedException closing) {
            LOG.debug("no longer watching cgroups");
        }
    }

    private static boolean concerns(WatchEvent<?> event) {
        return event.kind().equals(StandardWatchEventKinds.OVERFLOW)
                || (event.context() instanceof Path file && file.endsWith(EVENTS));
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException ignoredAtTheEnd) {
            LOG.debug("closing the watch of cgroups failed", ignoredAtTheEnd);
        }
    }
}
