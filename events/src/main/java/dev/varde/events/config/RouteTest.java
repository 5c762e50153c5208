package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HostName;
import dev.varde.events.IncidentState;
import dev.varde.events.Phase;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody expects of their routes: an incident, and who is told of it.
///
/// @param line where it stands in its file
public record RouteTest(String name, int line, Example incident, Expectation expect) {
    /// The incident that is routed.
    ///
    /// @param service null for one of the host's own
    /// @param phase null where it is not known
    /// @param at when it is routed; null where no window of time matters
    public record Example(
            @Nullable ServiceName service,
            HostName host,
            Cause cause,
            Severity severity,
            Confidence confidence,
            IncidentState state,
            @Nullable Phase phase,
            Map<String, String> labels,
            @Nullable Instant at) {
        public Example {
            labels = Map.copyOf(labels);
        }
    }

    /// @param to exactly these receivers are told at once; null when nothing is said of it
    /// @param not these are not told at once
    /// @param held receivers for whom it is held back, to words that stand in the reason
    public record Expectation(
            @Nullable List<String> to, List<String> not, Map<String, String> held) {
        public Expectation {
            to = to == null ? null : List.copyOf(to);
            not = List.copyOf(not);
            held = Map.copyOf(held);
        }
    }
}
