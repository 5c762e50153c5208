package dev.varde.processor.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The frame of a trace where the program's own code failed: not a library's, not the runtime's.
final class Frames {
    private static final Pattern PYTHON =
            Pattern.compile("File \"(?<file>[^\"]{1,300})\", line (?<line>\\d+), in (?<name>\\S+)");
    private static final Pattern AT =
            Pattern.compile(
                    "^\\s+at (?:async )?(?<name>[^ (]{1,200}) ?\\((?<file>[^()]{1,300})\\)");
    private static final Pattern LIBRARY =
            Pattern.compile(
                    "site-packages|dist-packages|/lib/python|<frozen|node_modules|node:|internal/"
                            + "|^(?:java|javax|jdk|jakarta|sun|kotlin|scala)\\.|^org\\.(?:springframework|apache|hibernate|eclipse)\\.|^io\\.(?:quarkus|netty|vertx)\\.");

    private Frames() {}

    /// Such as `app/clients.py line 42, load`; Python's innermost frame is its last, the others'
    /// their first.
    static Optional<String> own(Trace trace) {
        Optional<String> python =
                trace.lines().stream()
                        .map(l -> PYTHON.matcher(l.text()))
                        .filter(Matcher::find)
                        .filter(m -> !LIBRARY.matcher(m.group("file")).find())
                        .map(m ->
                                m.group("file")
                                        + " line "
                                        + m.group("line")
                                        + ", "
                                        + m.group("name"))
                        .reduce((_, b) -> b);
        return python.isPresent() ? python : at(trace.lines());
    }

    private static Optional<String> at(List<Line> lines) {
        return lines.stream()
                .map(l -> AT.matcher(l.text()))
                .filter(Matcher::find)
                .filter(m -> !LIBRARY.matcher(m.group("name")).find())
                .filter(m -> !LIBRARY.matcher(m.group("file")).find())
                .map(m -> m.group("name") + " (" + m.group("file") + ")")
                .findFirst();
    }
}
