package dev.varde.standalone.explain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a line of an entry of systemd's journal, however it was printed
/// (systemd.journal-fields(7)).
final class JournalFields {
    private JournalFields() {}

    /// @param field the value of a field, or null
    /// @param message its first line is what counts
    static TextLine line(long number, Function<String, @Nullable String> field, String message) {
        String speaker = field.apply("SYSLOG_IDENTIFIER");
        return new TextLine(
                number,
                micros(field.apply("__REALTIME_TIMESTAMP")),
                field.apply("_HOSTNAME"),
                speaker == null || speaker.isEmpty() ? field.apply("_COMM") : speaker,
                pid(field.apply("_PID")),
                "kernel".equals(field.apply("_TRANSPORT")),
                message.lines().findFirst().orElse(""));
    }

    private static @Nullable Integer pid(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable Instant micros(@Nullable String text) {
        return text != null && text.matches("\\d{10,17}")
                ? Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS)
                : null;
    }
}
