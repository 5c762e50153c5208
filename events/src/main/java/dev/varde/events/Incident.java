package dev.varde.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that went wrong, from first sign to resolution. The value on `varde.incidents`, keyed
/// by its id; every change is a new revision and carries the whole incident.
///
/// @param revision from 1
/// @param change what this revision changed; receivers are told by it
/// @param service null when the incident is the host's
/// @param occurrences deaths in this incident, at least 1
/// @param members other instances in it, as `service@host`: those that fail of the same cause, and
///   those that fail because of it; at most 500. Their own incidents name this one as `parent`
/// @param parent the open incident that explains this one; receivers are told of that one
/// @param restartable the service has a restart action and nothing else is restarting it
/// @param memory the service's resident memory over the time before, oldest first
/// @param fingerprint what makes it the same as others, or null where it cannot be said
/// @param seen how often the same was seen on this host, or null where it is not known
/// @param around what a restart has to heed, or null where it is not known
public record Incident(
        IncidentId id,
        int revision,
        Change change,
        IncidentState state,
        Severity severity,
        @Nullable ServiceName service,
        HostName host,
        Map<String, String> labels,
        Cause cause,
        Confidence confidence,
        @Nullable Phase phase,
        String summary,
        Times times,
        List<Evidence> evidence,
        List<Finding> findings,
        List<Advice> advice,
        List<Restart> restarts,
        int occurrences,
        List<String> members,
        @Nullable IncidentId parent,
        @Nullable Acknowledgement acknowledged,
        boolean restartable,
        @Nullable String note,
        List<MemoryPoint> memory,
        List<LogTail> lastLines,
        List<TimelineEntry> timeline,
        @Nullable Fingerprint fingerprint,
        @Nullable Recurrence seen,
        @Nullable Around around) {
    /// One of which nothing is known around it.
    public Incident(
            IncidentId id,
            int revision,
            Change change,
            IncidentState state,
            Severity severity,
            @Nullable ServiceName service,
            HostName host,
            Map<String, String> labels,
            Cause cause,
            Confidence confidence,
            @Nullable Phase phase,
            String summary,
            Times times,
            List<Evidence> evidence,
            List<Finding> findings,
            List<Advice> advice,
            List<Restart> restarts,
            int occurrences,
            List<String> members,
            @Nullable IncidentId parent,
            @Nullable Acknowledgement acknowledged,
            boolean restartable,
            @Nullable String note,
            List<MemoryPoint> memory,
            List<LogTail> lastLines,
            List<TimelineEntry> timeline,
            @Nullable Fingerprint fingerprint,
            @Nullable Recurrence seen) {
        this(
                id,
                revision,
                change,
                state,
                severity,
                service,
                host,
                labels,
                cause,
                confidence,
                phase,
                summary,
                times,
                evidence,
                findings,
                advice,
                restarts,
                occurrences,
                members,
                parent,
                acknowledged,
                restartable,
                note,
                memory,
                lastLines,
                timeline,
                fingerprint,
                seen,
                null);
    }

    /// One of which it is not known whether it was seen before.
    public Incident(
            IncidentId id,
            int revision,
            Change change,
            IncidentState state,
            Severity severity,
            @Nullable ServiceName service,
            HostName host,
            Map<String, String> labels,
            Cause cause,
            Confidence confidence,
            @Nullable Phase phase,
            String summary,
            Times times,
            List<Evidence> evidence,
            List<Finding> findings,
            List<Advice> advice,
            List<Restart> restarts,
            int occurrences,
            List<String> members,
            @Nullable IncidentId parent,
            @Nullable Acknowledgement acknowledged,
            boolean restartable,
            @Nullable String note,
            List<MemoryPoint> memory,
            List<LogTail> lastLines,
            List<TimelineEntry> timeline) {
        this(
                id,
                revision,
                change,
                state,
                severity,
                service,
                host,
                labels,
                cause,
                confidence,
                phase,
                summary,
                times,
                evidence,
                findings,
                advice,
                restarts,
                occurrences,
                members,
                parent,
                acknowledged,
                restartable,
                note,
                memory,
                lastLines,
                timeline,
                null,
                null);
    }

    public Incident {
        if (revision < 1 || occurrences < 1) {
            throw new IllegalArgumentException("revision and occurrences count from 1");
        }
        labels = Map.copyOf(labels);
        evidence = List.copyOf(evidence);
        findings = List.copyOf(findings);
        advice = List.copyOf(advice);
        restarts = List.copyOf(restarts);
        members = List.copyOf(members);
        memory = List.copyOf(memory);
        lastLines = List.copyOf(lastLines);
        timeline = List.copyOf(timeline);
    }

    /// The incident that the canary makes: nothing is wrong, nobody is told, and no page shows it.
    /// No label says so, since hosts choose theirs.
    public static final IncidentId CANARY = new IncidentId("canary");

    /// Whether it is the canary's.
    public boolean canary() {
        return id.equals(CANARY);
    }

    /// `service@host`, or the host alone.
    public String subject() {
        return service == null ? host.value() : service + "@" + host;
    }

    /// Whether nothing more is expected of it.
    public boolean closed() {
        return state == IncidentState.RESOLVED;
    }

    /// What a revision changed. On the webhook `incident.` and the name in lower case.
    public enum Change {
        OPENED,
        UPDATED,
        RESTARTING,
        RECOVERING,
        RESOLVED,
        GAVE_UP,
        WARNING
    }

    /// When what happened; null where it did not or is not known.
    ///
    /// @param lastLog last line in one of the service's logs before death
    /// @param died on the host's clock
    /// @param detected when the collector saw it
    /// @param restarted when the last restart order began
    /// @param recovered when health was last proven after it
    public record Times(
            @Nullable Instant lastLog,
            @Nullable Instant died,
            @Nullable Instant detected,
            Instant opened,
            @Nullable Instant restarted,
            @Nullable Instant recovered,
            @Nullable Instant resolved) {}

    /// One quoted fact.
    ///
    /// @param source `kernel`, `log`, `process`, `health`, `memory`, `disk`, `unit`, `collector` or
    ///   `operator`
    /// @param text redacted, at most 4,096 characters; hostile, to be escaped wherever it is shown
    public record Evidence(@Nullable EventId event, Instant time, String source, String text) {
        /// What people said they do, such as a deploy.
        public static final String OPERATOR = "operator";
    }

    /// What one rule concluded.
    ///
    /// @param because the events it rests on
    /// @param against what contradicts it, in words
    public record Finding(
            Cause cause,
            Confidence confidence,
            String summary,
            List<EventId> because,
            List<String> against) {
        public Finding {
            because = List.copyOf(because);
            against = List.copyOf(against);
        }
    }

    /// @param commands shell commands to copy; never run by Varde
    public record Advice(String title, List<String> commands, String why) {
        public Advice {
            commands = List.copyOf(commands);
        }
    }

    /// @param result `started`, `failed`, `refused`, `up`, `healthy`, `stable` (healthy until the
    ///   incident was resolved), `died-again`
    /// @param after from request to result
    public record Restart(
            OrderId order,
            int number,
            Instant requested,
            String result,
            @Nullable Duration after,
            @Nullable String detail) {}

    public record Acknowledgement(String by, Instant at, @Nullable String note) {}

    /// @param resident bytes
    public record MemoryPoint(Instant time, long resident) {}

    public record TimelineEntry(Instant time, String what) {}

    /// What two crashes have in common when they are the same, such as service, cause, exception
    /// and frames.
    ///
    /// @param hash of the text, 32 hexadecimal digits
    /// @param text a line for each thing, at most 2,500 characters; hostile, to be escaped
    public record Fingerprint(String hash, String text) {}

    /// How often the same crash was seen.
    ///
    /// @param count this one included, at least 1
    /// @param first when it was first seen
    /// @param last when it was last seen
    /// @param firstAfter the deployment that it was first seen after, in words, or null
    public record Recurrence(int count, Instant first, Instant last, @Nullable String firstAfter) {}

    /// What a restart has to heed beside the incident itself.
    ///
    /// @param instances of its service everywhere, itself included; at least 1
    /// @param down what it needs and is down, as `service@host`, and its host while that is silent;
    ///   at most 8
    /// @param back when the last of what it needs was well again, or null where nothing was down
    public record Around(int instances, List<String> down, @Nullable Instant back) {
        public Around {
            down = List.copyOf(down);
        }
    }
}
