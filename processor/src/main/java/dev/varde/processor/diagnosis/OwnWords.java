package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.Phase;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A death whose cause the program itself, or who watched over it, has written down.
record OwnWords(Death death, Cause cause, Said said) {
    /// Of a program that ended by itself; one that was killed or asked to stop did not end over
    /// what it wrote.
    static Optional<OwnWords> of(Case c, Cause cause) {
        return c instanceof Death d && (d.ending().ownDoing() || d.presumed())
                ? ofAny(c, cause)
                : Optional.empty();
    }

    /// Of a program that ended in whatever way.
    static Optional<OwnWords> ofAny(Case c, Cause cause) {
        return c instanceof Death d
                ? d.transcript().said(cause).map(s -> new OwnWords(d, cause, s))
                : Optional.empty();
    }

    /// @param what follows the name: `ran out of file descriptors`
    Finding finding(String what, List<Advice> advice) {
        return finding(what, List.of(), List.of(), advice);
    }

    /// The same of a cause that belongs to a start: words that came long after it may concern
    /// something else.
    Finding whileStarting(String what, List<Advice> advice) {
        boolean running = death.phase() == Phase.RUNNING && !death.presumed();
        return finding(
                what,
                List.of(),
                running ? List.of("It had been running for a while.") : List.of(),
                advice);
    }

    /// @param more evidence beside the line
    /// @param against what contradicts it, in words
    Finding finding(String what, List<Evidence> more, List<String> against, List<Advice> advice) {
        List<Evidence> evidence = new ArrayList<>(List.of(quoted()));
        evidence.addAll(death.ended());
        evidence.addAll(more);
        return new Finding(
                cause,
                certain() && against.isEmpty() ? Confidence.CERTAIN : Confidence.LIKELY,
                death.who() + " " + what + ": " + Say.cut(words(), 160) + death.how(),
                evidence,
                against,
                advice);
    }

    /// What it wrote, without when and by whom; a frame of a trace says less than the trace.
    private String words() {
        return said.trace()
                .filter(_ -> Traces.indented(said.line().text()))
                .map(Trace::inWords)
                .orElseGet(() -> Text.message(said.line().text()));
    }

    /// By any of its words for it, or where a reason is the last that it wrote.
    boolean certain() {
        return death.transcript().certain(cause) || (!death.presumed() && said.last());
    }

    /// The line, and the trace that it is of.
    Evidence quoted() {
        Line line = said.line();
        return said.trace()
                .map(t -> new Evidence(line.event(), line.time(), "log", Say.cut(t.text(), 4_000)))
                .orElseGet(() -> Say.line(line));
    }
}
