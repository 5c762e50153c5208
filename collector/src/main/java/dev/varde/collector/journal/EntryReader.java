package dev.varde.collector.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what `journalctl --output=json` prints: an object on each line, all values strings, except
/// that what is not UTF-8 or not printable is a list of bytes, a field that occurs more than once a
/// list of values, and one that is too long null (journalctl(1)).
///
/// A line that is too long or no such object is left out and counted. Memory is bounded by the
/// longest line; what is kept of one value is bounded too.
final class EntryReader {
    /// journald's own lines end at 48 KiB; escaped or as a list of numbers they are longer.
    static final int LONGEST_LINE = 4 << 20;

    private static final int LONGEST_VALUE = 64 << 10;
    private static final int USUAL_LINE = 16 << 10;
    private static final String CURSOR = "__CURSOR";
    private static final String TIME = "__REALTIME_TIMESTAMP";

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(8)
                                    .maxStringLength(LONGEST_LINE)
                                    .build())
                    .build();

    private final InputStream in;
    private final Set<String> wanted;
    private final byte[] buffer = new byte[64 << 10];
    private int from;
    private int to;
    private byte[] line = new byte[USUAL_LINE];
    private int length;
    private boolean tooLong;
    private long unreadable;

    /// @param wanted names of the fields that are kept
    EntryReader(InputStream in, Set<String> wanted) {
        this.in = in;
        this.wanted = Set.copyOf(wanted);
    }

    /// The next entry; empty at the end. Waits for one.
    Optional<JournalEntry> next() throws IOException {
        while (fillLine()) {
            Optional<JournalEntry> entry = length == 0 ? Optional.empty() : entry();
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /// How many lines were left out since this was last asked.
    long takeUnreadable() {
        long taken = unreadable;
        unreadable = 0;
        return taken;
    }

    private Optional<JournalEntry> entry() {
        if (line[0] != '{') {
            return Optional.empty(); // `-- No entries --` and the like
        }
        Optional<JournalEntry> entry = tooLong ? Optional.empty() : parse(line, length, wanted);
        unreadable += entry.isPresent() ? 0 : 1;
        return entry;
    }

    /// @return false at the end; what stands there without a newline was cut off and is no line
    private boolean fillLine() throws IOException {
        length = 0;
        tooLong = false;
        if (line.length > 4 * USUAL_LINE) {
            line = new byte[USUAL_LINE];
        }
        while (true) {
            int end = newline();
            keep(end < 0 ? to : end);
            if (end >= 0) {
                from = end + 1;
                return true;
            }
            from = 0;
            to = Math.max(0, in.read(buffer));
            if (to == 0) {
                return false;
            }
        }
    }

    private int newline() {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void keep(int end) {
        int more = end - from;
        if (length + more > LONGEST_LINE) {
            tooLong = true;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
    }

    /// @param line of which the first `length` bytes count
    static Optional<JournalEntry> parse(byte[] line, int length, Set<String> wanted) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                boolean keep = name.equals(CURSOR) || name.equals(TIME) || wanted.contains(name);
                String value = keep ? value(json) : null;
                json.skipChildren();
                if (value != null) {
                    fields.putIfAbsent(name, value);
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT ? entry(fields) : Optional.empty();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory cannot fail", impossible);
        }
    }

    private static Optional<JournalEntry> entry(Map<String, String> fields) {
        String cursor = fields.remove(CURSOR);
        String micros = fields.remove(TIME);
        if (cursor == null || cursor.length() > 1_000 || micros == null) {
            return Optional.empty();
        }
        if (!micros.matches("\\d{1,17}")) {
            return Optional.empty();
        }
        long time = Long.parseLong(micros);
        Instant at = Instant.ofEpochSecond(time / 1_000_000, time % 1_000_000 * 1_000);
        return Optional.of(new JournalEntry(cursor, at, fields));
    }

    private static @Nullable String value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> cut(json.getText());
            case START_ARRAY -> list(json);
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    /// Bytes of one value, or several values of which the first counts.
    private static @Nullable String list(JsonParser json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String first = null;
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
            if (t == JsonToken.VALUE_NUMBER_INT) {
                addByte(bytes, json.getIntValue());
            } else if (t == null) {
                return null;
            } else {
                String value = value(json);
                first = first == null ? value : first;
            }
        }
        return first != null ? first : cut(bytes.toString(StandardCharsets.UTF_8));
    }

    private static void addByte(ByteArrayOutputStream bytes, int value) {
        if (bytes.size() < LONGEST_VALUE) {
            bytes.write(value);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }
}
