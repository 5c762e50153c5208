package dev.varde.processor.incident;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.Incident.Finding;
import dev.varde.events.Incident.Fingerprint;
import dev.varde.events.Incident.MemoryPoint;
import dev.varde.events.Incident.Recurrence;
import dev.varde.events.LogTail;
import dev.varde.events.Phase;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What went wrong and why, as far as is known now; the content of an incident without its life.
///
/// @param trigger the event it began with: a death, the first failed check of a row, a sample. An
///   account with the same trigger is about the same trouble
/// @param died null when nothing died
/// @param detected when the collector told it
/// @param fingerprint null where it is not compared with what was before
/// @param seen how often it was, this time included
public record Account(
        EventId trigger,
        Settling settling,
        @Nullable ServiceName service,
        HostName host,
        Map<String, String> labels,
        Severity severity,
        Cause cause,
        Confidence confidence,
        @Nullable Phase phase,
        String summary,
        @Nullable Instant lastLog,
        @Nullable Instant died,
        Instant detected,
        List<Evidence> evidence,
        List<Finding> findings,
        List<Advice> advice,
        boolean restartable,
        List<MemoryPoint> memory,
        List<LogTail> lastLines,
        @Nullable Fingerprint fingerprint,
        @Nullable Recurrence seen) {
    /// Of something that is not compared with what was before.
    public Account(
            EventId trigger,
            Settling settling,
            @Nullable ServiceName service,
            HostName host,
            Map<String, String> labels,
            Severity severity,
            Cause cause,
            Confidence confidence,
            @Nullable Phase phase,
            String summary,
            @Nullable Instant lastLog,
            @Nullable Instant died,
            Instant detected,
            List<Evidence> evidence,
            List<Finding> findings,
            List<Advice> advice,
            boolean restartable,
            List<MemoryPoint> memory,
            List<LogTail> lastLines) {
        this(
                trigger,
                settling,
                service,
                host,
                labels,
                severity,
                cause,
                confidence,
                phase,
                summary,
                lastLog,
                died,
                detected,
                evidence,
                findings,
                advice,
                restartable,
                memory,
                lastLines,
                null,
                null);
    }

    public Account {
        labels = Map.copyOf(labels);
        evidence = List.copyOf(evidence);
        findings = List.copyOf(findings);
        advice = List.copyOf(advice);
        memory = List.copyOf(memory);
        lastLines = List.copyOf(lastLines);
    }

    /// When it died, or else was seen to fail.
    public Instant began() {
        return died == null ? detected : died;
    }

    /// With what should be read with it and proves nothing.
    public Account beside(List<Evidence> more) {
        return more.isEmpty()
                ? this
                : with(Stream.concat(evidence.stream(), more.stream()).toList(), restartable, seen);
    }

    /// With what is known of how often it was seen.
    public Account seen(Recurrence often) {
        return with(evidence, restartable, often);
    }

    /// The same of a service that its unit manager restarts no more.
    public Account abandoned() {
        return with(evidence, true, seen);
    }

    private Account with(List<Evidence> evidence, boolean restartable, @Nullable Recurrence seen) {
        return new Account(
                trigger,
                settling,
                service,
                host,
                labels,
                severity,
                cause,
                confidence,
                phase,
                summary,
                lastLog,
                died,
                detected,
                evidence,
                findings,
                advice,
                restartable,
                memory,
                lastLines,
                fingerprint,
                seen);
    }

    /// How such trouble ends.
    public enum Settling {
        /// A service: it must be back and stay healthy.
        PROVEN,
        /// A part that something else has replaced: it ends when nothing follows for a while.
        BY_ITSELF,
        /// A condition: it ends when the condition does.
        AT_ONCE
    }

    /// Whether this says more than another account of the same trouble: another cause that is held
    /// as firmly, or the same one held more firmly.
    boolean outdoes(Account other) {
        int firmer = confidence.compareTo(other.confidence);
        return cause.equals(other.cause) ? firmer > 0 : firmer >= 0;
    }
}
