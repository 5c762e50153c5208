package dev.varde.collector.dump;

import dev.varde.collector.ToolRun;
import dev.varde.collector.redact.Redactor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at the threads of a process by the best means that this host has: the runtime's own tool,
/// else what the kernel shows of any process. The process is not harmed: a signal is sent to a JVM
/// alone, and only while it is seen to catch it.
public final class Dumper {
    /// Characters of a dump.
    public static final int MOST_CHARS = 64 << 10;

    /// All of it, whatever is tried.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /// Less than that: a tool may hang with the process, and the kernel's view is wanted then.
    private static final Duration TOOLS = Duration.ofSeconds(8);

    private final Tools tools;
    private final Path proc;
    private final Redactor redactor;
    private final Duration patience;

    /// @param patience with all tools together
    Dumper(Tools tools, Path proc, Redactor redactor, Duration patience) {
        this.tools = tools;
        this.proc = proc;
        this.redactor = redactor;
        this.patience = patience;
    }

    /// With the tools on this process's path.
    public static Dumper here(Redactor redactor) {
        return new Dumper(Tools.of(System.getenv()), Path.of("/proc"), redactor, TOOLS);
    }

    /// Returns within [#LONGEST]. Never fails: what could not be seen is said in its text.
    public Dump take(int pid) throws InterruptedException {
        long start = System.nanoTime();
        List<String> missed = new ArrayList<>();
        for (Tools.Tool tool : tools.forProcess(proc, pid)) {
            ToolRun.Answer answer = ToolRun.run(tool.argv(), patience.minus(since(start)));
            if (answer.well()) {
                return dump(tool.name(), answer.text(), start);
            }
            missed.add(tool.name() + ": " + answer.trouble());
        }
        if (missed.isEmpty() && Quit.ask(proc, pid)) {
            missed.add(
                    "asked by SIGQUIT: the JVM writes its threads to its own output, where its log"
                            + " goes");
        }
        missed.add(KernelView.of(proc, pid, LONGEST.minus(since(start))));
        return dump("/proc", String.join("\n", missed), start);
    }

    private Dump dump(String by, String text, long start) {
        String clean = redactor.redact(text.strip());
        boolean cut = clean.length() > MOST_CHARS;
        return new Dump(by, cut ? clean.substring(0, MOST_CHARS) : clean, cut, since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
