package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.HostLimitsSampled;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the kernel has a fixed number of (proc_sys_kernel(5), proc_sys_fs(5)); how many tasks there
/// are stands in proc_loadavg(5), as in `0.10 0.20 0.30 2/435 17886`.
final class HostLimits {
    private static final int TASKS_IN_LOADAVG = 4;
    private static final int MAXIMUM_IN_FILE_NR = 2;

    private final Path proc;
    private final Figures figures = new Figures(256);

    HostLimits(Path proc) {
        this.proc = proc;
    }

    Optional<HostLimitsSampled> sample() {
        OptionalLong tasks = place("loadavg", TASKS_IN_LOADAVG);
        OptionalLong threads = place("sys/kernel/threads-max", 0);
        OptionalLong pids = place("sys/kernel/pid_max", 0);
        OptionalLong files = place("sys/fs/file-nr", 0);
        OptionalLong most = place("sys/fs/file-nr", MAXIMUM_IN_FILE_NR);
        if (tasks.isEmpty() || threads.isEmpty() || pids.isEmpty() || files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new HostLimitsSampled(
                        processes(),
                        (int) Math.min(Integer.MAX_VALUE, tasks.getAsLong()),
                        Math.min(threads.getAsLong(), pids.getAsLong()),
                        files.getAsLong(),
                        most.orElse(Long.MAX_VALUE)));
    }

    private OptionalLong place(String file, int at) {
        return figures.read(proc + "/" + file) ? figures.at(at) : OptionalLong.empty();
    }

    private int processes() {
        String[] names = new File(proc.toString()).list();
        int count = 0;
        for (String name : names == null ? new String[0] : names) {
            count += name.charAt(0) >= '1' && name.charAt(0) <= '9' ? 1 : 0;
        }
        return count;
    }

    static List<Gauge> gauges(HostLimitsSampled s) {
        return List.of(Gauge.used(s.tasks(), s.taskLimit()), Gauge.used(s.files(), s.fileLimit()));
    }
}
