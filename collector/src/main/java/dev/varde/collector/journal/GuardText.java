package dev.varde.collector.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines by which systemd-oomd (`src/oom/oomd-manager.c`) and earlyoom (`kill.c`) tell of a
/// kill.
public final class GuardText {
    private static final Pattern OOMD =
            Pattern.compile("Killed (/\\S{1,400}) due to (?:memory|swap) ");

    /// `sending SIGTERM to process 7378 uid 1000 "tail": oom_score 156, VmRSS 4962 MiB`; a name may
    /// hold anything.
    private static final Pattern EARLYOOM =
            Pattern.compile("sending SIG(?:TERM|KILL) to process (\\d{1,9}) .*?\"(.{1,64})\": ");

    private GuardText() {}

    /// A kill by earlyoom.
    public record OfProcess(int pid, String comm) {}

    /// A kill by systemd-oomd, of a whole cgroup.
    ///
    /// @param unit the last part of the path where it is a unit
    public record OfGroup(String cgroup, @Nullable String unit) {}

    public static Optional<OfProcess> earlyoom(String text) {
        Matcher m = EARLYOOM.matcher(text);
        return m.find()
                ? Optional.of(new OfProcess(Integer.parseInt(m.group(1)), m.group(2)))
                : Optional.empty();
    }

    public static Optional<OfGroup> oomd(String text) {
        Matcher m = OOMD.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        String cgroup = m.group(1);
        String last = cgroup.substring(cgroup.lastIndexOf('/') + 1);
        return Optional.of(new OfGroup(cgroup, last.contains(".") ? last : null));
    }
}
