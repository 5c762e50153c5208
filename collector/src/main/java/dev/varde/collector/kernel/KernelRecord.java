package dev.varde.collector.kernel;

import java.util.Optional;

/// One record of /dev/kmsg: `priority,sequence,microseconds,flags;text` (kernel documentation,
/// ABI/testing/dev-kmsg).
///
/// @param facility 0 is the kernel itself; programs can write records too, but never of facility 0
/// @param sequence one counter per boot
/// @param micros since boot, by a clock that stands still while the host is suspended
record KernelRecord(int facility, long sequence, long micros, String text) {
    private static final int LONGEST_TEXT = 2_000;

    boolean fromKernel() {
        return facility == 0;
    }

    /// Reads one line; empty for the indented lines that follow a record, and for what is not a
    /// record.
    static Optional<KernelRecord> parse(String line) {
        int semicolon = line.indexOf(';');
        if (semicolon < 0 || line.startsWith(" ")) {
            return Optional.empty();
        }
        String[] head = line.substring(0, semicolon).split(",", -1);
        if (head.length < 3) {
            return Optional.empty();
        }
        try {
            int facility = Integer.parseUnsignedInt(head[0]) >>> 3;
            long sequence = Long.parseUnsignedLong(head[1]);
            long micros = Long.parseUnsignedLong(head[2]);
            return Optional.of(
                    new KernelRecord(facility, sequence, micros, plain(line, semicolon + 1)));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    private static String plain(String line, int from) {
        int to = Math.min(line.length(), from + LONGEST_TEXT);
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            text.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.toString();
    }
}
