package dev.varde.collector.journal;

import dev.varde.events.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of the journal (systemd.journal-fields(7)).
///
/// @param cursor where it stands, opaque but for [#id]; `s=…;i=…;b=…;m=…;t=…;x=…`
/// @param time when journald received it
/// @param fields of those that are asked for, the ones that it has; a field that occurs twice with
///   its first value
record JournalEntry(String cursor, Instant time, Map<String, String> fields) {
    static final String MESSAGE = "MESSAGE";
    static final String MESSAGE_ID = "MESSAGE_ID";

    JournalEntry {
        fields = Map.copyOf(fields);
    }

    @Nullable String field(String name) {
        return fields.get(name);
    }

    String text() {
        return fields.getOrDefault(MESSAGE, "");
    }

    boolean has(String name, String value) {
        return value.equals(fields.get(name));
    }

    /// A whole number from 0 in a field.
    @Nullable Integer number(String name) {
        String text = fields.get(name);
        return text != null && text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    /// The process that wrote it.
    @Nullable Integer pid() {
        Integer pid = number("_PID");
        return pid == null || pid == 0 ? null : pid;
    }

    /// Written by the unit manager itself. The field begins with an underscore: journald sets it,
    /// and no program can.
    boolean byManager() {
        return has("_PID", "1");
    }

    /// Written by a process of this unit of the system.
    boolean byUnit(String unit) {
        return has("_SYSTEMD_UNIT", unit);
    }

    /// The same entry has the same id whenever and however it is read.
    ///
    /// @param what is told of it; empty where only one thing is
    EventId id(String what) {
        String end = what.isEmpty() ? "" : ":" + what;
        String whole =
                Place.of(cursor)
                        .map(p -> "journal:" + p.source() + ":" + Long.toHexString(p.number()))
                        .orElseGet(() -> "journal:" + hash(cursor));
        String id = whole + end;
        return new EventId(id.length() <= 200 ? id : whole + ":" + hash(end));
    }

    private static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /// The part of a cursor that numbers entries: those of one source count upwards for ever
    /// (Journal File Format of systemd, `seqnum` and `seqnum_id`).
    ///
    /// @param source 32 hexadecimal digits
    record Place(String source, long number) {
        static Optional<Place> of(String cursor) {
            String source = part(cursor, "s=");
            String number = part(cursor, "i=");
            boolean sound = source.matches("[0-9a-f]{32}") && number.matches("[0-9a-f]{1,15}");
            return sound
                    ? Optional.of(new Place(source, Long.parseLong(number, 16)))
                    : Optional.empty();
        }

        private static String part(String cursor, String name) {
            for (String part : cursor.split(";", -1)) {
                if (part.startsWith(name)) {
                    return part.substring(name.length());
                }
            }
            return "";
        }
    }
}
