package dev.varde.standalone.unit;

import dev.varde.collector.redact.Redactor;
import dev.varde.standalone.unit.Program.Present;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A systemd unit that brings a service back after a crash and after a boot, bounds what it takes
/// of the host, and shuts it off from what it does not use (systemd.unit(5), systemd.service(5),
/// systemd.resource-control(5)).
public final class UnitFile {
    private static final long LEAST_FILES = 8_192;
    private static final long LEAST_TASKS = 256;

    /// Variables that systemd, a shell or a login sets by itself.
    private static final Set<String> USUAL =
            Set.of(
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "SHELL",
                    "PWD",
                    "OLDPWD",
                    "SHLVL",
                    "_",
                    "TERM",
                    "LANG",
                    "LANGUAGE",
                    "MAIL",
                    "LS_COLORS",
                    "LESSOPEN",
                    "LESSCLOSE",
                    "COLORTERM",
                    "DISPLAY",
                    "EDITOR",
                    "PAGER",
                    "HOSTNAME",
                    "INVOCATION_ID",
                    "JOURNAL_STREAM",
                    "NOTIFY_SOCKET",
                    "MAINPID",
                    "SYSTEMD_EXEC_PID",
                    "MEMORY_PRESSURE_WATCH",
                    "MEMORY_PRESSURE_WRITE");

    private static final List<String> USUAL_BEGINNINGS =
            List.of("LC_", "SSH_", "XDG_", "DBUS_", "LISTEN_", "WATCHDOG_", "SUDO_", "TMUX", "STY");

    private final Program program;
    private final SecretArguments command;
    private final List<String> lines = new ArrayList<>();

    private UnitFile(Program program, Redactor redactor) {
        this.program = program;
        this.command = SecretArguments.of(program.argv(), redactor);
    }

    /// @param redactor finds the secrets of the command line, which stay out of the file
    public static String of(Program program, Redactor redactor) {
        return new UnitFile(program, redactor).text();
    }

    private String text() {
        unit();
        add("", "[Service]");
        start();
        environment();
        restarts();
        limits();
        logging();
        add("", "# Walls; see systemd-analyze security " + program.name() + ".service");
        lines.addAll(Sandbox.lines(program));
        add("", "[Install]", "WantedBy=multi-user.target");
        return String.join("\n", lines) + "\n";
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    private void unit() {
        String after = String.join(" ", program.after());
        add(
                "[Unit]",
                "Description=" + program.name(),
                "Wants=network-online.target",
                ("After=network-online.target " + after).strip(),
                "# After ten crashes within ten minutes it is left down; Varde tells that.",
                "StartLimitIntervalSec=10min",
                "StartLimitBurst=10");
    }

    private void start() {
        Present present = program.present();
        String type = present == null ? "exec" : present.type();
        add("Type=" + (type.isEmpty() || type.equals("simple") ? "exec" : type));
        if (!program.certain()) {
            add(
                    "# The process has given itself another title, so this is only its program:",
                    "# write the command line here with which it is started.");
        }
        add("ExecStart=" + String.join(" ", command.words()));
        Path folder = program.folder();
        if (folder != null && folder.getNameCount() > 0) {
            add(
                    UnitWord.path(folder.toString())
                            .map(f -> "WorkingDirectory=" + f)
                            .orElse(
                                    "# Its working directory has a name that no unit file can hold."));
        }
        String user = program.user();
        if (user == null) {
            add("# It runs as root. A user of its own would be safer: User=");
        } else {
            add("User=" + user);
            if (program.group() != null) {
                add("Group=" + program.group());
            }
        }
    }

    /// Names only: values may be secrets, and a unit file may be read by everybody.
    private void environment() {
        Set<String> own = new TreeSet<>();
        program.environment().stream().filter(UnitFile::isOwn).forEach(own::add);
        if (own.isEmpty() && command.variables().isEmpty()) {
            return;
        }
        String file = "/etc/default/" + program.name();
        add("# Write the values into " + file + ", readable by root alone (chmod 600):");
        command.variables().forEach(v -> add("#   " + v + "=   (a secret of its command line)"));
        own.forEach(v -> add("#   " + v + "="));
        add("EnvironmentFile=-" + file);
    }

    private static boolean isOwn(String name) {
        return !USUAL.contains(name) && USUAL_BEGINNINGS.stream().noneMatch(name::startsWith);
    }

    private void restarts() {
        Present present = program.present();
        boolean kept = present != null && !Set.of("no", "").contains(present.restart());
        add(
                "",
                "Restart=" + (present != null && kept ? present.restart() : "on-failure"),
                "RestartSec=2s",
                "TimeoutStopSec=30s");
        if (present != null && !present.watchdog().isZero()) {
            add("WatchdogSec=" + Math.max(1, present.watchdog().toSeconds()) + "s");
        } else {
            add(
                    "# No WatchdogSec=: it kills every program that does not send WATCHDOG=1 to systemd",
                    "# (sd_notify), and nothing shows that this one does. A health check sees a hang.");
        }
    }

    private void limits() {
        Long memory = program.needs().memoryMax();
        if (memory == null) {
            add("", "# MemoryMax= is not known as long as it does not run.");
        } else {
            add(
                    "",
                    "# Twice the most that it was seen to have; watch a day of work before you go lower.",
                    "MemoryHigh=" + mebibytes(memory / 5 * 4),
                    "MemoryMax=" + mebibytes(memory));
        }
        add("TasksMax=" + room(program.needs().tasks(), LEAST_TASKS), "LimitNOFILE=" + files());
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + "M";
    }

    private long files() {
        Integer open = program.needs().descriptors();
        Long limit = program.needs().descriptorLimit();
        long room = room(open == null ? 0 : open, LEAST_FILES);
        return limit == null ? room : Math.max(room, Math.min(limit, 1L << 20));
    }

    /// Four times as much as now, as a power of two.
    private static long room(long now, long least) {
        return Math.max(least, Long.highestOneBit(Math.max(1, 4 * now - 1)) * 2);
    }

    /// To the file where it goes now, else to the journal.
    private void logging() {
        Path output = program.output();
        Optional<String> file =
                output == null ? Optional.empty() : UnitWord.path(output.toString());
        add(
                "",
                "StandardOutput=" + file.map(f -> "append:" + f).orElse("journal"),
                "StandardError=inherit");
        if (file.isEmpty()) {
            add("SyslogIdentifier=" + program.name());
        }
    }
}
