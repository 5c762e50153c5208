package dev.varde.collector.kernel;

import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises single lines of the kernel: traps that end a process, and troubles of the host.
final class KernelSigns {
    private static final List<Pattern> TRAPS =
            List.of(
                    Pattern.compile("^(.{0,32})\\[(\\d{1,9})\\]: (segfault) at [0-9a-f]+ ip .*"),
                    Pattern.compile(
                            "^(?:traps: )?(.{0,32})\\[(\\d{1,9})\\] (?:trap )?([^:]{1,40}?) ip:.*"),
                    Pattern.compile(
                            "^(.{0,32})\\[(\\d{1,9})\\]: unhandled (.{1,60}?)"
                                    + "(?: \\(\\d+\\))?(?: at 0x.*|, .*|: .*)"));

    /// @param pidGroup group of the pattern that holds a pid, or 0
    private record Sign(Report report, Pattern pattern, int pidGroup) {
        static Sign of(Report report, String pattern) {
            return new Sign(report, Pattern.compile(pattern), 0);
        }
    }

    private static final List<Sign> SIGNS =
            List.of(
                    Sign.of(
                            Report.PANIC,
                            "^(?:Kernel panic - not syncing|System is deadlocked on memory).*"),
                    Sign.of(Report.OOM_NO_VICTIM, "^Out of memory and no killable processes.*"),
                    new Sign(
                            Report.HUNG_TASK,
                            Pattern.compile(
                                    "^INFO: task .{0,64}:(\\d{1,9}) blocked for more than \\d+ seconds.*"),
                            1),
                    new Sign(
                            Report.LOCKUP,
                            Pattern.compile(
                                    "^(?:watchdog: )?BUG: soft lockup - CPU#\\d+ stuck for \\d+s! \\[.{0,64}:(\\d{1,9})\\].*"),
                            1),
                    Sign.of(Report.LOCKUP, "^.{0,40}(?i:hard lockup).*"),
                    Sign.of(
                            Report.RCU_STALL,
                            "^(?:rcu: )?INFO: rcu\\S* (?:self-)?detected (?:expedited )?stalls?.*"),
                    Sign.of(Report.RCU_STALL, "^(?:rcu: )?rcu\\S* kthread starved for .*"),
                    Sign.of(
                            Report.FILESYSTEM_READ_ONLY,
                            "^.{0,80}(?:Remounting filesystem read-only|forced readonly).*"),
                    Sign.of(
                            Report.FILESYSTEM_ERROR,
                            "^(?:EXT[234]-fs error |(?:JBD2: )?Aborting journal on device |JBD2: Error -\\d+ detected|XFS \\(.{1,40}\\): .*(?i:corrupt|shutting down|shut down|I/O error)|BTRFS:? (?:critical|error) ).*"),
                    Sign.of(
                            Report.IO_ERROR,
                            "^(?:\\S+: )?(?:Buffer I/O error on dev|blk_update_request: .*error, dev |(?:critical \\w+|I/O|timeout|protection) error, dev ).*"),
                    Sign.of(
                            Report.OOPS,
                            "^(?:Oops: |PANIC: double fault|Internal error: Oops|BUG: unable to handle |BUG: kernel NULL pointer |Unable to handle kernel |kernel BUG at |[a-z][a-z ]{2,40}(?:: [0-9a-f]{4} \\[#\\d+\\]|, probably for )).*"));

    private KernelSigns() {}

    static Optional<KernelFact> of(String text) {
        for (Pattern trap : TRAPS) {
            Matcher m = trap.matcher(text);
            if (m.matches()) {
                int pid = Integer.parseInt(m.group(2));
                return Optional.of(new TrapRaised(pid, m.group(1), m.group(3), text));
            }
        }
        for (Sign sign : SIGNS) {
            Matcher m = sign.pattern().matcher(text);
            if (m.matches()) {
                Integer pid =
                        sign.pidGroup() == 0 ? null : Integer.valueOf(m.group(sign.pidGroup()));
                return Optional.of(new KernelReported(sign.report(), pid, text));
            }
        }
        return Optional.empty();
    }
}
