package dev.varde.collector.probe;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// Exit statuses as the kernel tells them: by `PIDFD_GET_INFO` once the parent has collected the
/// process (kernel 6.15 and newer), or before that from the zombie's /proc/PID/stat where this user
/// may read it.
record KernelExits(Posix posix) implements ExitSource {
    /// CAP_SYS_PTRACE, bit 19 of the effective capabilities.
    private static final boolean MAY_TRACE =
            Proc.text("/proc/self/status", 8192)
                    .flatMap(t -> t.lines().filter(l -> l.startsWith("CapEff:")).findFirst())
                    .map(l -> (Long.parseUnsignedLong(l.substring(7).strip(), 16) >> 19 & 1) == 1)
                    .orElse(false);

    @Override
    public Optional<ExitStatus> of(ProcessKey process, int pidfd) {
        OptionalInt told = posix.waitStatus(pidfd);
        return told.isPresent()
                ? Optional.of(ExitStatus.ofWaitStatus(told.getAsInt()))
                : ofZombie(process);
    }

    /// Field 52 reads 0 for those who may not know it, so 0 is believed only where this user may.
    private static Optional<ExitStatus> ofZombie(ProcessKey process) {
        return ProcStat.of(Proc.ROOT, process.pid())
                .filter(s -> s.key().equals(process) && s.ended())
                .filter(s -> s.waitStatus() != 0 || mayKnow(process.pid()))
                .map(s -> ExitStatus.ofWaitStatus(s.waitStatus()));
    }

    private static boolean mayKnow(int pid) {
        try {
            Object mine = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return MAY_TRACE
                    || mine.equals(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"));
        } catch (IOException gone) {
            return false;
        }
    }
}
