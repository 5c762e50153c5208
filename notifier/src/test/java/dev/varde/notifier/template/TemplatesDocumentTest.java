package dev.varde.notifier.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/templates.md names each value that templates can show, and no other.
class TemplatesDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-zA-Z]+)` \\|");

    @Test
    void whatIsDocumentedIsWhatThereIs() throws IOException {
        Path file = Path.of("..", "docs", "templates.md");
        Matcher rows = ROW.matcher(Files.readString(file));
        List<String> documented = new ArrayList<>();
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        assertThat(documented).containsExactlyElementsOf(known());
    }

    private static List<String> known() {
        return RecordParts.RECORDS.stream()
                .flatMap(r ->
                        Arrays.stream(r.getRecordComponents())
                                .map(RecordComponent::getName)
                                .map(name -> called(r) + "." + name))
                .toList();
    }

    private static String called(Class<?> record) {
        return record == MessageView.class
                ? "m"
                : record.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
