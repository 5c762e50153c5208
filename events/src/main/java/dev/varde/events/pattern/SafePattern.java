package dev.varde.events.pattern;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A regular expression of somebody else's, in the syntax of RE2: no look-around and no
/// back-references, and therefore matched in time linear in the text, whatever the text holds. Size
/// is bounded too, so that no pattern takes the memory or the time of those that wait.
public final class SafePattern {
    private static final int LONGEST = 500;

    /// Steps that one character of the text may cost.
    private static final int LARGEST_PROGRAM = 2_000;

    private final Pattern pattern;

    private SafePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// What became of a text that should be a pattern.
    public sealed interface Compiled {
        record Usable(SafePattern pattern) implements Compiled {}

        /// @param reason in words for its author, without the text itself
        record Refused(String reason) implements Compiled {}
    }

    /// Where a pattern was found, from inclusive to exclusive.
    public record Hit(int from, int to) {}

    public static Compiled compile(String regex) {
        if (regex.length() > LONGEST) {
            return new Compiled.Refused("it is longer than " + LONGEST + " characters");
        }
        if (Repetitions.product(regex) > LARGEST_PROGRAM) {
            return new Compiled.Refused("it repeats too often; {n} and {n,m} multiply");
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            return pattern.programSize() > LARGEST_PROGRAM
                    ? new Compiled.Refused("it is too large")
                    : new Compiled.Usable(new SafePattern(pattern));
        } catch (PatternSyntaxException e) {
            return new Compiled.Refused(e.getDescription());
        }
    }

    /// The first hit at this place or behind it: of the first group, when there is one that took
    /// part, else of the whole. Empty hits are passed over.
    public Optional<Hit> find(String text, int from) {
        Matcher matcher = pattern.matcher(text);
        for (int at = from; at <= text.length() && matcher.find(at); ) {
            Hit hit = hit(matcher);
            if (hit.from() < hit.to()) {
                return Optional.of(hit);
            }
            at = Math.max(at + 1, matcher.end());
        }
        return Optional.empty();
    }

    private static Hit hit(Matcher matcher) {
        boolean group = matcher.groupCount() > 0 && matcher.start(1) >= 0;
        return group
                ? new Hit(matcher.start(1), matcher.end(1))
                : new Hit(matcher.start(), matcher.end());
    }

    /// Whether it is the whole of the text.
    public boolean matches(String text) {
        return pattern.matches(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SafePattern p && p.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /// The expression as it was written.
    @Override
    public String toString() {
        return pattern.pattern();
    }
}
