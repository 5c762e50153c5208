package dev.varde.collector.redact;

import org.jspecify.annotations.Nullable;

/// Private keys in PEM form (RFC 7468): everything between the begin line and the end line, or to
/// the end of the text.
public final class PrivateKeys {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String KIND = "PRIVATE KEY-----";
    private static final int LONGEST_LABEL = 64;

    private PrivateKeys() {}

    /// Whether a private key begins in this line and does not end in it.
    public static boolean opens(String line) {
        int begin = line.indexOf(BEGIN);
        return begin >= 0 && body(line, begin) >= 0 && line.indexOf(END, begin) < 0;
    }

    public static boolean closes(String line) {
        return line.contains(END);
    }

    static @Nullable Span at(String text, int at) {
        if (!text.startsWith(BEGIN, at)) {
            return null;
        }
        int body = body(text, at);
        if (body < 0) {
            return null;
        }
        int end = text.indexOf(END, body);
        return new Span(body, end < 0 ? text.length() : end);
    }

    private static int body(String text, int begin) {
        int from = begin + BEGIN.length();
        int limit = Math.min(text.length(), from + LONGEST_LABEL);
        int kind = text.substring(from, limit).indexOf(KIND);
        return kind < 0 ? -1 : from + kind + KIND.length();
    }
}
