package dev.varde.collector.ship;

import dev.varde.events.CollectorFact;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact;
import dev.varde.events.LogFact;
import dev.varde.events.LogTail;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.ResourceFact;
import dev.varde.events.UnitFact;
import dev.varde.events.wire.Types;
import java.util.ArrayList;
import java.util.List;

/// Makes an event smaller when the broker does not take it: fewer and shorter lines, and in the end
/// only the word that it was too large. The id stays, so that nothing is told twice.
final class Slimming {
    /// The degree that always fits.
    static final int LAST = 3;

    private Slimming() {}

    /// @param degree 1 keeps most, 2 little, 3 nothing but that it happened
    static HostEvent slim(HostEvent event, int degree) {
        return new HostEvent(
                event.id(),
                event.time(),
                event.host(),
                event.run(),
                event.seq(),
                event.service(),
                degree >= LAST ? tooLarge(event.fact()) : slim(event.fact(), degree));
    }

    private static Fact slim(Fact fact, int degree) {
        return switch (fact) {
            case ProcessFact.ProcessExited e -> slim(e, degree);
            case LogFact.LogMatched m ->
                    new LogFact.LogMatched(
                            m.file(), m.offset(), m.kind(), ends(m.lines(), degree), m.pid());
            case ProcessFact.ProcessStarted _,
                    ProcessFact.ProcessMissing _,
                    HealthFact _,
                    ResourceFact _,
                    KernelFact _,
                    UnitFact _,
                    CollectorFact _,
                    OrderFact _,
                    Fact.Unknown _ ->
                    fact;
        };
    }

    private static Fact slim(ProcessFact.ProcessExited e, int degree) {
        return new ProcessFact.ProcessExited(
                e.process(),
                e.role(),
                e.command(),
                e.startedAt(),
                e.exit(),
                e.resident(),
                e.lastLogAt(),
                tails(e.lastLines(), degree),
                e.remaining());
    }

    private static List<LogTail> tails(List<LogTail> tails, int degree) {
        int most = degree == 1 ? 10 : 2;
        return tails.stream()
                .limit(most)
                .map(tail -> new LogTail(tail.file(), last(tail.lines(), degree)))
                .toList();
    }

    private static List<String> last(List<String> lines, int degree) {
        int most = degree == 1 ? 30 : 5;
        return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
                .map(line -> cut(line, degree))
                .toList();
    }

    private static List<String> ends(List<String> lines, int degree) {
        int half = degree == 1 ? 40 : 5;
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i < half || i >= lines.size() - half) {
                kept.add(cut(lines.get(i), degree));
            }
        }
        return kept;
    }

    private static String cut(String line, int degree) {
        int most = degree == 1 ? 500 : 120;
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }

    /// A death is told even when nothing of its log fits.
    private static Fact tooLarge(Fact fact) {
        return fact instanceof ProcessFact.ProcessExited e
                ? new ProcessFact.ProcessExited(
                        e.process(),
                        e.role(),
                        cut(e.command(), 2),
                        e.startedAt(),
                        e.exit(),
                        e.resident(),
                        e.lastLogAt(),
                        List.of(),
                        e.remaining())
                : new CollectorFact.GapSeen(
                        Types.of(fact), 1, "the event was larger than the broker takes");
    }
}
