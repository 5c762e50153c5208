package dev.varde.collector.probe;

import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A living process of a service. The scanning thread changes it, others read it.
final class Member {
    private static final int LONGEST_COMMAND = 1_000;

    final ServiceName service;
    final ProcessKey key;
    final Instant startedAt;
    final boolean adopted;
    final long foundNanos = System.nanoTime();
    volatile Role role;

    /// The role that was last told; null before it was announced. By the scanning thread only.
    @Nullable Role told;

    /// How often it was told to lead; by the scanning thread only.
    int led;

    volatile String command;
    volatile long resident;
    volatile int threads;
    volatile boolean announced;
    volatile boolean watched;
    volatile boolean gone;

    Member(
            ServiceName service,
            ProcessTable.Row row,
            Role role,
            Instant startedAt,
            boolean adopted) {
        this.service = service;
        this.key = row.key();
        this.role = role;
        this.startedAt = startedAt;
        this.adopted = adopted;
        this.command = shown(row);
        sample(row);
    }

    /// Takes over what a look saw.
    void sample(ProcessTable.Row row) {
        if (row.stat().ended()) {
            return;
        }
        resident = row.stat().residentPages() * Proc.PAGE_BYTES;
        threads = row.stat().threads();
        if (!row.command().isEmpty()) {
            command = shown(row);
        }
    }

    /// Arguments with one blank between them. A value of an option that holds blanks is quoted, so
    /// that it is seen as one and, where it is a secret, hidden as one.
    private static String line(List<String> arguments) {
        StringBuilder line = new StringBuilder();
        boolean option = false;
        for (String argument : arguments) {
            int value = argument.startsWith("-") ? argument.indexOf('=') + 1 : 0;
            boolean quoted = (option || value > 0) && argument.indexOf(' ', value) >= 0;
            line.append(line.isEmpty() ? "" : " ").append(argument, 0, value);
            line.append(quoted ? "'" : "").append(argument, value, argument.length());
            line.append(quoted ? "'" : "");
            option = argument.startsWith("-");
        }
        return line.toString();
    }

    /// The command line as it is told: one line, cut; the name in brackets where there is none.
    static String shown(ProcessTable.Row row) {
        String line =
                row.command().isEmpty() ? "[" + row.stat().comm() + "]" : line(row.arguments());
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < line.length() && plain.length() < LONGEST_COMMAND; i++) {
            char c = line.charAt(i);
            plain.append(Character.isISOControl(c) ? ' ' : c);
        }
        return plain.toString();
    }
}
