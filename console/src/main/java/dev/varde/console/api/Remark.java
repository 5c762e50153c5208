package dev.varde.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Who says something, a note on it, and for how long it is to hold where that matters: the body of
/// a request, `{"by":"…","note":"…","for":"PT1H"}`, all optional.
///
/// @param lasts from a minute to thirty days
record Remark(String by, @Nullable String note, Duration lasts) {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final String NOBODY_NAMED = "console";
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_BODY = 16_384;

    Remark(String by, @Nullable String note) {
        this(by, note, AN_HOUR);
    }

    /// @throws IllegalArgumentException with what is wrong
    static Remark read(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new Remark(NOBODY_NAMED, null);
        }
        if (body.length() > LONGEST_BODY) {
            throw new IllegalArgumentException("the body is too long");
        }
        JsonNode json = Json.object(body);
        String by = text(json, "by", LONGEST_NAME);
        if ("varde".equalsIgnoreCase(by)) {
            throw new IllegalArgumentException("'by' may not be varde, which is Varde's own name");
        }
        return new Remark(
                by == null ? NOBODY_NAMED : by, text(json, "note", LONGEST_NOTE), lasts(json));
    }

    private static Duration lasts(JsonNode json) {
        String text = text(json, "for", LONGEST_NAME);
        try {
            Duration lasts = text == null ? AN_HOUR : Duration.parse(text);
            if (lasts.compareTo(SHORTEST) >= 0 && lasts.compareTo(LONGEST) <= 0) {
                return lasts;
            }
        } catch (DateTimeParseException _) {
            // Told below, like one that is out of bounds.
        }
        throw new IllegalArgumentException(
                "'for' must be a duration such as PT1H or P1D, from a minute to thirty days");
    }

    private static @Nullable String text(JsonNode json, String field, int longest) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > longest) {
            throw new IllegalArgumentException(
                    "'" + field + "' must be text of at most " + longest + " characters");
        }
        return value.textValue().isBlank() ? null : value.textValue().strip();
    }
}
