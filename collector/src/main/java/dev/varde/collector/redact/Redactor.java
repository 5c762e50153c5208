package dev.varde.collector.redact;

import dev.varde.events.config.Configuration.OwnPattern;
import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.pattern.SafePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Replaces secrets in a text by `***`: values of keys such as `password=`, `Authorization:`
/// headers, credentials in URLs and on command lines, tokens of well-known shapes, private key
/// blocks, national identity numbers, card numbers, and what people's own patterns name.
///
/// One pass from left to right; what looks ahead is bounded or is skipped afterwards, so time is
/// linear in the length of the text whatever it holds. Each pattern of one's own is one more pass,
/// linear too. Text without a secret is returned as it is. Sentences about secrets (`password
/// authentication failed for user "x"`, `using password: YES`) are evidence and stay.
public final class Redactor {
    /// What stands in place of a secret.
    public static final String MASK = "***";

    /// With what is hidden unless told otherwise.
    public static final Redactor STANDARD = new Redactor(Redaction.STANDARD);

    private static final Beginnings BEGINNINGS =
            new Beginnings(List.of(KeyedValues.WORDS, TokenShapes.beginnings()));

    private final Redaction rules;
    private final boolean numbers;

    private Redactor(Redaction rules) {
        this.rules = rules;
        this.numbers = rules.nationalIds() || rules.cards();
    }

    public static Redactor of(Redaction rules) {
        return rules.equals(Redaction.STANDARD) ? STANDARD : new Redactor(rules);
    }

    public String redact(String text) {
        String redacted = known(text);
        for (OwnPattern own : rules.patterns()) {
            redacted = own(redacted, own.pattern());
        }
        return redacted;
    }

    /// Lines of one text: a private key that runs over several is hidden in all of them. Where a
    /// log reader has hidden it already, only its first line is left of it.
    public List<String> redactLines(List<String> lines) {
        List<String> redacted = new ArrayList<>(lines.size());
        boolean inKey = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            inKey = inKey && !PrivateKeys.closes(line);
            redacted.add(inKey ? MASK : redact(line));
            boolean hidden = i + 1 < lines.size() && lines.get(i + 1).equals(MASK);
            inKey = inKey || (PrivateKeys.opens(line) && !hidden);
        }
        return redacted;
    }

    private String known(String text) {
        Masked masked = new Masked(text);
        int at = 0;
        while (at < text.length()) {
            Span span = spanAt(text, at);
            if (span == null) {
                at++;
                continue;
            }
            if (span.hides() && !isKept(text, span)) {
                masked.hide(span.from(), span.to());
            }
            at = Math.max(at + 1, span.to());
        }
        return masked.toString();
    }

    private String own(String text, SafePattern pattern) {
        Masked masked = new Masked(text);
        for (Optional<SafePattern.Hit> hit = pattern.find(text, 0);
                hit.isPresent();
                hit = pattern.find(text, hit.get().to())) {
            Span span = new Span(hit.get().from(), hit.get().to());
            if (!isKept(text, span)) {
                masked.hide(span.from(), span.to());
            }
        }
        return masked.toString();
    }

    private boolean isKept(String text, Span span) {
        return !rules.keep().isEmpty()
                && rules.keep().stream()
                        .anyMatch(k -> k.matches(text.substring(span.from(), span.to())));
    }

    private @Nullable Span spanAt(String text, int at) {
        char c = text.charAt(at);
        if (c == ':') {
            return UrlCredentials.at(text, at);
        }
        if (c == '-') {
            Span key = PrivateKeys.at(text, at);
            return key == null ? Options.at(text, at) : key;
        }
        if (Chars.isDigit(c)) {
            return numbers ? number(text, at) : null;
        }
        if (!BEGINNINGS.at(text, at)) {
            return null;
        }
        Span token = TokenShapes.at(text, at);
        return token != null ? token : KeyedValues.at(text, at);
    }

    /// A run of digits that is none is passed over.
    private Span number(String text, int at) {
        int end = DigitGroups.endOfDigits(text, at);
        DigitGroups groups = mayBeFirstGroup(end - at) ? DigitGroups.at(text, at) : null;
        Span span = null;
        if (groups != null && rules.nationalIds()) {
            span = NationalIds.at(groups);
        }
        if (groups != null && span == null && rules.cards()) {
            span = Cards.at(groups);
        }
        return span == null ? Span.pass(end) : span;
    }

    /// Of a card or of an identity number, in one piece or in groups.
    private static boolean mayBeFirstGroup(int digits) {
        return digits == 4 || digits == 6 || digits == 11 || digits >= 13;
    }

    /// A text of which some stretches are hidden, from left to right.
    private static final class Masked {
        private final String text;
        private @Nullable StringBuilder out;
        private int copied;

        Masked(String text) {
            this.text = text;
        }

        void hide(int from, int to) {
            StringBuilder into = out == null ? new StringBuilder(text.length()) : out;
            into.append(text, copied, from).append(MASK);
            copied = to;
            out = into;
        }

        @Override
        public String toString() {
            return out == null ? text : out.append(text, copied, text.length()).toString();
        }
    }
}
