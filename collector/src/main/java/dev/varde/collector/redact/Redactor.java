package dev.varde.collector.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replaces secrets in a text by `***`: values of keys such as `password=`, `Authorization:`
/// headers, credentials in URLs, tokens of well-known shapes, private key blocks.
///
/// One pass from left to right; what looks ahead is bounded or is skipped afterwards, so time is
/// linear in the length of the text whatever it holds. Text without a secret is returned as it is.
/// Sentences about secrets (`password authentication failed for user "x"`, `using password: YES`)
/// are evidence and stay.
public final class Redactor {
    /// What stands in place of a secret.
    public static final String MASK = "***";

    private static final Beginnings BEGINNINGS =
            new Beginnings(List.of(KeyedValues.WORDS, TokenShapes.beginnings()));

    private Redactor() {}

    public static String redact(String text) {
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            Span span = spanAt(text, at);
            if (span == null) {
                at++;
                continue;
            }
            if (span.hides()) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, span.from()).append(MASK);
                copied = span.to();
            }
            at = Math.max(at + 1, span.to());
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private static @Nullable Span spanAt(String text, int at) {
        char c = text.charAt(at);
        if (c == ':') {
            return UrlCredentials.at(text, at);
        }
        if (c == '-') {
            return PrivateKeys.at(text, at);
        }
        if (!BEGINNINGS.at(text, at)) {
            return null;
        }
        Span token = TokenShapes.at(text, at);
        return token != null ? token : KeyedValues.at(text, at);
    }
}
