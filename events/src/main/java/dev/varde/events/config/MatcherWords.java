package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.IncidentState;
import dev.varde.events.Phase;
import dev.varde.events.Severity;
import dev.varde.events.pattern.SafePattern;
import java.util.List;
import java.util.Optional;

/// What may stand in a matcher of a route or a silence: a name and a value of it.
public final class MatcherWords {
    /// Begins a value that is a pattern.
    static final String PATTERN = "~";

    private static final String RE2 =
            "Write it in the syntax of RE2, after a '~'; there is no look-ahead, look-behind or"
                    + " back-reference.";
    private static final List<String> CAUSES = Cause.KNOWN.stream().map(Cause::id).toList();

    private MatcherWords() {}

    /// What is wrong, and what to write instead.
    public record Fault(String what, String remedy) {}

    public static Optional<Fault> inName(String name) {
        return Labels.NAME.read().apply(name).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("this is no label name", Labels.NAME.remedy()));
    }

    /// What is wrong with a value of this name; it is not quoted.
    public static Optional<Fault> inValue(String name, String value) {
        if (value.startsWith(PATTERN)) {
            return inPattern(value.substring(PATTERN.length()));
        }
        Kind<String> kind = kind(name);
        if (kind.read().apply(value).isEmpty()) {
            return Optional.of(new Fault("this is no " + kind.noun(), kind.remedy()));
        }
        return name.equals("cause") ? inCause(value) : Optional.empty();
    }

    private static Optional<Fault> inPattern(String pattern) {
        if (pattern.isEmpty()) {
            return Optional.of(new Fault("no pattern stands after the '~'", RE2));
        }
        return switch (SafePattern.compile(pattern)) {
            case SafePattern.Compiled.Usable _ -> Optional.empty();
            case SafePattern.Compiled.Refused(String reason) ->
                    Optional.of(new Fault("this pattern cannot be used: " + reason, RE2));
        };
    }

    /// A cause of a version to come may be named; one that looks like a slip is an error, because
    /// it would match nothing, silently and for ever.
    private static Optional<Fault> inCause(String cause) {
        return CAUSES.contains(cause)
                ? Optional.empty()
                : Words.meant(cause, CAUSES)
                        .map(meant -> new Fault("there is no cause '" + cause + "'", meant));
    }

    static Kind<String> kind(String name) {
        return switch (name) {
            case "cause" -> Kinds.CAUSE;
            case "confidence" -> Kind.asWritten(Confidence.class);
            case "severity" -> Kind.asWritten(Severity.class);
            case "state" -> Kind.asWritten(IncidentState.class);
            case "phase" -> Kind.asWritten(Phase.class);
            default -> Kinds.TEXT;
        };
    }
}
