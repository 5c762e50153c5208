package dev.varde.collector.journal;

import dev.varde.events.UnitFact;
import dev.varde.events.UnitFact.CoreDumped;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.UnitFact.WatchdogExpired;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what systemd and systemd-coredump write of units (systemd, `src/core/service.c`, `unit.c`,
/// `src/coredump`). The texts are the same in all languages.
final class UnitStory {
    private static final int LONGEST_TEXT = 4_000;
    private static final String MAIN_PROCESS = "Main process exited";
    private static final String TOO_OFTEN = "Start request repeated too quickly";
    private static final String WATCHDOG = "Watchdog timeout";
    private static final Pattern RESULT = Pattern.compile("[Ff]ailed with result '([a-z-]{1,40})'");

    /// Before version 235 the result stands in the last line of a failure: `Unit entered failed
    /// state.`, and only `systemctl show` names it.
    private static final String NO_RESULT = "unknown";

    private static final Map<String, EndCode> CODES =
            Map.of(
                    "exited", EndCode.EXITED,
                    "killed", EndCode.KILLED,
                    "dumped", EndCode.DUMPED);

    private final Function<String, @Nullable Integer> mainPids;

    /// @param mainPids the main process of a start of a unit, by INVOCATION_ID; null where not
    ///   known
    UnitStory(Function<String, @Nullable Integer> mainPids) {
        this.mainPids = mainPids;
    }

    /// What the entry tells of a unit; empty for most entries.
    Optional<UnitFact> hear(JournalEntry entry) {
        if (isCoreDump(entry)) {
            return coreDump(entry);
        }
        String unit = entry.field("UNIT");
        return unit == null || !entry.byManager() ? Optional.empty() : ofManager(unit, entry);
    }

    private Optional<UnitFact> ofManager(String unit, JournalEntry entry) {
        String text = text(entry);
        String id = entry.fields().getOrDefault(JournalEntry.MESSAGE_ID, "");
        return switch (id) {
            case MessageIds.PROCESS_EXIT -> exit(unit, entry, text);
            case MessageIds.UNIT_FAILED -> Optional.of(new UnitFailed(unit, result(entry), text));
            case MessageIds.RESTART_SCHEDULED ->
                    Optional.of(new RestartScheduled(unit, restarts(entry), text));
            default -> withoutId(unit, text);
        };
    }

    /// Two things have no id of their own.
    private static Optional<UnitFact> withoutId(String unit, String text) {
        if (text.contains(TOO_OFTEN)) {
            return Optional.of(new StartLimitHit(unit, text));
        }
        return text.contains(WATCHDOG)
                ? Optional.of(new WatchdogExpired(unit, text))
                : Optional.empty();
    }

    private Optional<UnitFact> exit(String unit, JournalEntry entry, String text) {
        EndCode code = CODES.get(entry.fields().getOrDefault("EXIT_CODE", ""));
        Integer status = entry.number("EXIT_STATUS");
        if (code == null || status == null || !possible(code, status)) {
            return Optional.empty();
        }
        boolean main = text.contains(MAIN_PROCESS);
        String start = entry.field("INVOCATION_ID");
        Integer pid = main && start != null ? mainPids.apply(start) : null;
        return Optional.of(new UnitProcessExited(unit, main, pid, code, status, text));
    }

    private static boolean possible(EndCode code, int status) {
        return status <= 255 && (code == EndCode.EXITED || status > 0);
    }

    private static String result(JournalEntry entry) {
        String said = entry.fields().getOrDefault("UNIT_RESULT", "");
        if (said.matches("[a-z-]{1,40}")) {
            return said;
        }
        Matcher matcher = RESULT.matcher(text(entry));
        return matcher.find() ? matcher.group(1) : NO_RESULT;
    }

    private static int restarts(JournalEntry entry) {
        Integer restarts = entry.number("N_RESTARTS");
        return restarts == null ? 0 : restarts;
    }

    private static boolean isCoreDump(JournalEntry entry) {
        String unit = entry.fields().getOrDefault("_SYSTEMD_UNIT", "");
        return entry.has(JournalEntry.MESSAGE_ID, MessageIds.CORE_DUMP)
                && unit.startsWith("systemd-coredump@")
                && unit.endsWith(".service");
    }

    private static Optional<UnitFact> coreDump(JournalEntry entry) {
        Integer pid = entry.number("COREDUMP_PID");
        Integer signal = entry.number("COREDUMP_SIGNAL");
        if (pid == null || pid == 0 || signal == null || signal == 0) {
            return Optional.empty();
        }
        String exe = entry.field("COREDUMP_EXE");
        return Optional.of(
                new CoreDumped(
                        entry.field("COREDUMP_UNIT"),
                        pid,
                        signal,
                        line(entry.fields().getOrDefault("COREDUMP_COMM", "")),
                        exe == null ? null : line(exe),
                        text(entry)));
    }

    /// The first line of the message; the stack of a core dump follows it.
    static String text(JournalEntry entry) {
        return line(entry.text().lines().findFirst().orElse(""));
    }

    private static String line(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length() && plain.length() < LONGEST_TEXT; i++) {
            char c = text.charAt(i);
            plain.append(Character.isISOControl(c) ? ' ' : c);
        }
        return plain.toString();
    }
}
