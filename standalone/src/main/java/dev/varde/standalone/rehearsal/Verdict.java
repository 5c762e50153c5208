package dev.varde.standalone.rehearsal;

import dev.varde.events.config.RouteTest;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.silence.Silences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What came of a test of routes.
///
/// @param faults what is not as expected, in words; empty when all is
public record Verdict(RouteTest test, Rehearsed rehearsed, List<String> faults) {
    public Verdict {
        faults = List.copyOf(faults);
    }

    /// @param now when it is routed where the test says no time
    public static Verdict of(RouteTest test, Router router, Instant now) {
        Instant said = test.incident().at();
        Instant at = said == null ? now : said;
        Rehearsed rehearsed =
                Rehearsed.at(router, Cases.example(test.incident(), at), Silences.NONE, at);
        List<String> faults = new ArrayList<>();
        told(test.expect(), rehearsed, faults);
        held(test.expect().held(), rehearsed, faults);
        return new Verdict(test, rehearsed, faults);
    }

    public boolean holds() {
        return faults.isEmpty();
    }

    private static void told(
            RouteTest.Expectation expect, Rehearsed rehearsed, List<String> faults) {
        Set<String> told = rehearsed.told().keySet();
        List<String> to = expect.to();
        if (to != null) {
            new TreeSet<>(to)
                    .stream()
                            .filter(r -> !told.contains(r))
                            .forEach(r -> faults.add(r + " is not told" + why(r, rehearsed)));
            told.stream()
                    .filter(r -> !to.contains(r))
                    .forEach(r -> faults.add(r + " is told: " + rehearsed.told().get(r)));
        }
        expect.not().stream()
                .filter(told::contains)
                .filter(_ -> to == null)
                .forEach(r -> faults.add(r + " is told: " + rehearsed.told().get(r)));
    }

    private static String why(String receiver, Rehearsed rehearsed) {
        String reason = rehearsed.held().get(receiver);
        return reason == null ? "" : ": " + reason;
    }

    private static void held(
            Map<String, String> expected, Rehearsed rehearsed, List<String> faults) {
        expected.forEach((receiver, words) -> {
            String reason = rehearsed.held().get(receiver);
            if (reason == null) {
                faults.add("nothing is held back for " + receiver);
            } else if (!reason.contains(words)) {
                faults.add(
                        "it is held back for "
                                + receiver
                                + " for another reason than '"
                                + words
                                + "': "
                                + reason);
            }
        });
    }
}
