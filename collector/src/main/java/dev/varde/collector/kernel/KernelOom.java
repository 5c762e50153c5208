package dev.varde.collector.kernel;

import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Joins the lines of one out-of-memory kill, of kernels 3.10 to 6.x.
///
/// ```text
/// java invoked oom-killer: gfp_mask=…                                  all
/// Task in /a killed as a result of limit of /b                         to 4.20
/// Memory cgroup out of memory: Kill process 9 (java) score 900 or …    to 5.2
/// oom-kill:constraint=CONSTRAINT_MEMCG,…,task_memcg=/a,task=java,pid=9 from 5.0
/// Killed process 9 (java) total-vm:1kB, anon-rss:1kB, file-rss:1kB     all, from 5.3 with prefix
/// ```
///
/// Only the last line is sure to come: the kernel limits the rate of the others.
final class KernelOom {
    private static final long TOGETHER_MICROS = 5_000_000;
    private static final int MOST_CONTEXT = 6;
    private static final Pattern KILLED =
            Pattern.compile(
                    "^(?:(Memory cgroup out of memory|Out of memory(?: \\([^)]*\\))?): )?"
                            + "Killed process (\\d{1,9}) \\((.*?)\\)(?:,? UID:? ?\\d+)?,?"
                            + "(?: total-vm:\\d+kB, anon-rss:(\\d{1,15})kB, file-rss:(\\d{1,15})kB"
                            + "(?:, shmem-rss:(\\d{1,15})kB)?.*)?$");
    private static final Pattern CONSTRAINT =
            Pattern.compile(
                    "^oom-kill:constraint=(\\w+),.*?(?:,task_memcg=(.*?))?,task=.*,pid=(\\d{1,9}),uid=\\d+$");
    private static final Pattern TASK_IN =
            Pattern.compile("^Task in (.*) killed as a result of limit of .*$");
    private static final Pattern CHOSEN =
            Pattern.compile("^(Memory cgroup out|Out) of memory: Kill process \\d+ \\(.*");
    private static final Pattern GROUP =
            Pattern.compile(
                    "^Tasks in (.*) are going to be killed due to memory\\.oom\\.group set$");
    private static final Pattern ALREADY_EXITING =
            Pattern.compile("^.{0,80}: OOM victim \\d+ \\(.*\\) is already exiting\\. Skip .*$");
    private static final Pattern USAGE =
            Pattern.compile("^memory: usage \\d+kB, limit \\d+kB, failcnt \\d+$");

    private final List<String> context = new ArrayList<>();
    private long since;
    private @Nullable OomScope scope;
    private @Nullable String cgroup;
    private @Nullable Integer chosenPid;
    private @Nullable String group;

    /// What a line of the kernel adds: a kill at the last of its lines, else nothing.
    Optional<OomKilled> hear(KernelRecord line) {
        String text = line.text();
        if (line.micros() - since > TOGETHER_MICROS || text.contains(" invoked oom-killer: ")) {
            begin(line);
        }
        Matcher killed = KILLED.matcher(text);
        if (killed.matches() && (killed.group(1) != null || killed.group(4) != null)) {
            return Optional.of(kill(killed, text));
        }
        remember(text);
        return Optional.empty();
    }

    private void begin(KernelRecord line) {
        since = line.micros();
        context.clear();
        scope = null;
        cgroup = null;
        chosenPid = null;
        group = null;
    }

    private void remember(String text) {
        Matcher constraint = CONSTRAINT.matcher(text);
        Matcher taskIn = TASK_IN.matcher(text);
        Matcher chosen = CHOSEN.matcher(text);
        Matcher wholeGroup = GROUP.matcher(text);
        if (constraint.matches()) {
            scope =
                    constraint.group(1).equals("CONSTRAINT_MEMCG")
                            ? OomScope.CGROUP
                            : OomScope.GLOBAL;
            cgroup = constraint.group(2);
            chosenPid = Integer.valueOf(constraint.group(3));
        } else if (taskIn.matches()) {
            scope = OomScope.CGROUP;
            cgroup = taskIn.group(1);
        } else if (chosen.matches()) {
            scope = chosen.group(1).startsWith("Memory") ? OomScope.CGROUP : OomScope.GLOBAL;
        } else if (wholeGroup.matches()) {
            group = wholeGroup.group(1);
        } else if (!isSetting(text)) {
            return;
        }
        if (context.size() < MOST_CONTEXT) {
            context.add(text);
        }
    }

    private static boolean isSetting(String text) {
        return text.contains(" invoked oom-killer: ")
                || USAGE.matcher(text).matches()
                || ALREADY_EXITING.matcher(text).matches();
    }

    private OomKilled kill(Matcher killed, String text) {
        int pid = Integer.parseInt(killed.group(2));
        String prefix = killed.group(1);
        OomScope said =
                prefix != null && prefix.startsWith("Memory") ? OomScope.CGROUP : OomScope.GLOBAL;
        OomScope known = prefix == null && scope != null ? scope : said;
        boolean same = chosenPid == null || chosenPid == pid;
        return new OomKilled(
                pid,
                killed.group(3),
                known,
                Killer.KERNEL,
                resident(killed),
                group != null ? group : same ? cgroup : null,
                text,
                context);
    }

    private static @Nullable Long resident(Matcher killed) {
        if (killed.group(4) == null) {
            return null;
        }
        long shared = killed.group(6) == null ? 0 : Long.parseLong(killed.group(6));
        return (Long.parseLong(killed.group(4)) + Long.parseLong(killed.group(5)) + shared) * 1024;
    }
}
