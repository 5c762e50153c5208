package dev.varde.console.view;

import dev.varde.events.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A silence as it is shown, with every text in it fit to be.
///
/// @param id as it is on the topic
/// @param what which incidents are not told of, one line for each matcher
/// @param holds whether it holds right now
public record SilenceView(
        String id,
        List<String> what,
        Instant from,
        Instant until,
        String weekly,
        boolean holds,
        String by,
        String comment) {
    public SilenceView {
        what = List.copyOf(what);
    }

    static SilenceView of(Silence s, Instant now) {
        return new SilenceView(
                s.id().value(),
                Stream.concat(lines(s.match(), " = "), lines(s.not(), " is not ")).toList(),
                s.from(),
                s.until(),
                s.weekly() == null
                        ? ""
                        : Shown.line(
                                "each week on %s at %s for %s (%s)"
                                        .formatted(
                                                s.weekly().days(),
                                                s.weekly().at(),
                                                Amounts.duration(s.weekly().lasts()),
                                                s.weekly().zone())),
                s.covers(now),
                Shown.line(s.by()),
                Shown.line(s.comment()));
    }

    private static Stream<String> lines(Map<String, List<String>> matchers, String sign) {
        return matchers.entrySet().stream()
                .map(m -> Shown.line(m.getKey() + sign + String.join(" or ", m.getValue())))
                .sorted();
    }
}
