package dev.varde.processor.sameness;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Fingerprint;
import dev.varde.events.ServiceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Writes down what makes a crash this crash and no other: service, cause, and by what it was told.
/// The host is not part of it. The text is kept beside its hash, so that people can see why two
/// were put together.
public final class Fingerprints {
    /// Types under which anything may be said; the message tells them apart.
    private static final Set<String> SAY_NOTHING =
            Set.of(
                    "panic",
                    "fatal error",
                    "terminate",
                    "assertion failed",
                    "startup failure",
                    "Error",
                    "Exception",
                    "RuntimeError",
                    "java.lang.RuntimeException",
                    "java.lang.Exception",
                    "java.lang.IllegalStateException",
                    "StandardError",
                    "System.Exception",
                    "UnhandledPromiseRejection");

    private static final int HASH = 32;

    private Fingerprints() {}

    /// By its trace: the type of the root exception and the program's own frames. One frame alone
    /// may be a helper that many errors come through, so the message is looked at too.
    ///
    /// @param type of what ended the program
    /// @param lines of the trace, as they stand in the log
    public static Fingerprint ofTrace(
            ServiceName service, Cause cause, String type, String message, List<String> lines) {
        Root root = Root.of(type, message, lines);
        List<String> own = AppFrames.of(root.lines());
        List<String> frames = own.isEmpty() ? AppFrames.of(lines) : own;
        List<String> said = new ArrayList<>(List.of("error " + root.type()));
        if (frames.size() < 2 || SAY_NOTHING.contains(root.type())) {
            said.add("saying " + Masks.masked(root.message()));
        }
        frames.forEach(f -> said.add("at " + f));
        return of(service, cause, said);
    }

    /// By the line that proves it.
    public static Fingerprint ofLine(ServiceName service, Cause cause, String line) {
        return of(service, cause, List.of("saying " + Masks.masked(line)));
    }

    /// By how it ended, where nobody said anything: an exit code is no number of chance.
    public static Fingerprint ofEnding(ServiceName service, Cause cause, String words) {
        return of(service, cause, List.of("ending " + words));
    }

    private static Fingerprint of(ServiceName service, Cause cause, List<String> said) {
        List<String> all = new ArrayList<>(List.of("service " + service, "cause " + cause));
        all.addAll(said);
        String text = String.join("\n", all);
        return new Fingerprint(hash(text), text);
    }

    /// The first 32 hexadecimal digits of its SHA-256.
    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
