package dev.varde.standalone.explain;

import dev.varde.standalone.explain.Excerpt.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `journalctl -o export` prints: a field a line, an empty line behind each entry (systemd,
/// "Journal Export Formats"). A value with lines of its own stands behind its name, a newline and
/// eight bytes with its length; its first line is what counts here.
final class JournalExport {
    private static final String CURSOR = "__CURSOR=";
    private static final int LENGTH = 8;

    private final List<TextLine> entries = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String binary;
    private long number;

    private JournalExport() {}

    /// Its entries as lines; empty where it is something else.
    static Optional<List<TextLine>> of(List<Numbered> lines) {
        boolean export = lines.stream().limit(50).anyMatch(l -> l.text().startsWith(CURSOR));
        return export ? Optional.of(new JournalExport().read(lines)) : Optional.empty();
    }

    private List<TextLine> read(List<Numbered> lines) {
        lines.forEach(this::line);
        end();
        return entries;
    }

    private void line(Numbered line) {
        String text = line.text();
        int equals = text.indexOf('=');
        if (binary != null) {
            field(binary, text.substring(Math.min(LENGTH, text.length())), line.number());
            binary = null;
        } else if (text.isEmpty()) {
            end();
        } else if (equals > 0) {
            field(text.substring(0, equals), text.substring(equals + 1), line.number());
        } else if (text.matches("[A-Z_][A-Z0-9_]{0,63}")) {
            binary = text;
        }
    }

    private void field(String name, String value, long at) {
        fields.putIfAbsent(name, value);
        number = name.equals("MESSAGE") ? at : number;
    }

    private void end() {
        String message = fields.get("MESSAGE");
        if (message != null) {
            entries.add(JournalFields.line(number, fields::get, message));
        }
        fields.clear();
    }
}
