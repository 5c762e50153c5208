package dev.varde.collector.redact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Secrets known by their shape: JSON Web Tokens, credentials after `Bearer` and `Basic`, keys of
/// cloud and code hosts.
///
/// A token that was cut short, which an ellipsis behind it shows, needs no full length.
final class TokenShapes {
    private record Shape(String prefix, int least) {}

    /// Prefixes as their makers publish them, with the fewest characters that follow.
    private static final List<Shape> SHAPES =
            List.of(
                    new Shape("AKIA", 16),
                    new Shape("ASIA", 16),
                    new Shape("AIza", 30),
                    new Shape("ya29.", 20),
                    new Shape("GOCSPX-", 20),
                    new Shape("ghp_", 20),
                    new Shape("gho_", 20),
                    new Shape("ghu_", 20),
                    new Shape("ghs_", 20),
                    new Shape("ghr_", 20),
                    new Shape("github_pat_", 20),
                    new Shape("glpat-", 16),
                    new Shape("gldt-", 16),
                    new Shape("glrt-", 16),
                    new Shape("glcbt-", 16),
                    new Shape("glptt-", 16),
                    new Shape("xapp-", 10),
                    new Shape("xoxa-", 10),
                    new Shape("xoxb-", 10),
                    new Shape("xoxe-", 10),
                    new Shape("xoxe.", 10),
                    new Shape("xoxp-", 10),
                    new Shape("xoxr-", 10),
                    new Shape("xoxs-", 10),
                    new Shape("whsec_", 10),
                    new Shape("sk_live_", 10),
                    new Shape("sk_test_", 10),
                    new Shape("rk_live_", 10),
                    new Shape("rk_test_", 10),
                    new Shape("sk-", 20),
                    new Shape("npm_", 30),
                    new Shape("pypi-", 30),
                    new Shape("hf_", 30),
                    new Shape("dckr_pat_", 20),
                    new Shape("shpat_", 30),
                    new Shape("hvs.", 20),
                    new Shape("hvb.", 20),
                    new Shape("SG.", 30),
                    new Shape("dop_v1_", 30));

    private static final char CUT = '…';
    private static final int CERTAIN_LENGTH = 20;
    private static final int SHORTEST_BEARER = 8;
    private static final int SHORTEST_BASIC = 12;

    private TokenShapes() {}

    /// What a secret of a known shape begins with.
    static List<String> beginnings() {
        List<String> all = new ArrayList<>(SHAPES.stream().map(Shape::prefix).toList());
        all.addAll(List.of("eyJ", "bearer", "basic"));
        return all;
    }

    static @Nullable Span at(String text, int at) {
        if (at > 0 && Chars.isWord(text.charAt(at - 1)) && text.charAt(at - 1) != '-') {
            return null;
        }
        if (text.startsWith("eyJ", at)) {
            return jsonWebToken(text, at);
        }
        if (text.regionMatches(true, at, "bearer ", 0, 7)) {
            return bearer(text, at + 7);
        }
        if (text.regionMatches(true, at, "basic ", 0, 6)) {
            return basic(text, at + 6);
        }
        for (Shape shape : SHAPES) {
            if (text.startsWith(shape.prefix(), at)) {
                int body = at + shape.prefix().length();
                int end = Chars.endOfRun(text, body, ".");
                boolean whole = end - body >= shape.least();
                return whole || (end > body && isCut(text, end)) ? new Span(at, end) : null;
            }
        }
        return null;
    }

    private static boolean isCut(String text, int end) {
        return end < text.length() && text.charAt(end) == CUT;
    }

    private static Span jsonWebToken(String text, int at) {
        int end = Chars.endOfRun(text, at, ".=");
        int dot = text.indexOf('.', at, end);
        boolean whole = dot > at + 8 && dot < end - 1;
        return whole || isCut(text, end) ? new Span(at, end) : Span.pass(end);
    }

    /// A word after `Bearer` in prose, as in `Bearer authentication failed`, is none.
    private static @Nullable Span bearer(String text, int at) {
        int end = Chars.endOfRun(text, at, "._~+/=");
        int length = end - at;
        boolean token =
                length >= CERTAIN_LENGTH
                        || (length >= SHORTEST_BEARER && holds(text, at, end, '0', '9'));
        return token && text.charAt(Math.min(end, text.length()) - 1) != ':'
                ? new Span(at, end)
                : null;
    }

    /// User and password in base64 (RFC 7617); a word in prose has no digit among its letters.
    private static @Nullable Span basic(String text, int at) {
        int end = Chars.endOfRun(text, at, "+/=");
        boolean encoded =
                end - at >= SHORTEST_BASIC
                        && holds(text, at, end, 'A', 'Z')
                        && holds(text, at, end, 'a', 'z')
                        && (holds(text, at, end, '0', '9') || text.charAt(end - 1) == '=');
        return encoded ? new Span(at, end) : null;
    }

    private static boolean holds(String text, int from, int to, char first, char last) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= first && text.charAt(i) <= last) {
                return true;
            }
        }
        return false;
    }
}
