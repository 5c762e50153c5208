package dev.varde.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Who says something, and a note on it: the body of a request, `{"by":"…","note":"…"}`, both
/// optional.
record Remark(String by, @Nullable String note) {
    private static final String NOBODY_NAMED = "console";
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_BODY = 16_384;

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
        return new Remark(by == null ? NOBODY_NAMED : by, text(json, "note", LONGEST_NOTE));
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
