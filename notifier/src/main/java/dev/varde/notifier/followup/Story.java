package dev.varde.notifier.followup;

import dev.varde.events.Delivery;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.routing.Medium;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the ledger says was told of one incident, to each receiver by each channel. It is what is
/// left of the incident's deliveries when they are read in their order, also when some are read
/// twice.
public final class Story {
    private static final String RESOLVED = "incident.resolved";

    private final Map<Line, Chapter> chapters = new LinkedHashMap<>();
    private boolean over;

    /// A receiver's channel.
    public record Line(String receiver, String channel) {
        public static Line of(Delivery d) {
            return new Line(d.receiver(), d.channel());
        }
    }

    /// What one receiver was told by one channel.
    public static final class Chapter {
        private @Nullable Instant first;
        private Instant last = Instant.MIN;
        private int repeats;
        private int step;
        private @Nullable Delivery held;
        private @Nullable Delivery newest;
        private boolean ended;

        /// When it was first told; null when it never was.
        public @Nullable Instant first() {
            return first;
        }

        /// When it was last told or is going to be.
        public Instant last() {
            return last;
        }

        /// How often it was told again.
        public int repeats() {
            return repeats;
        }

        /// The highest step of an escalation that reached it; 0 for none.
        public int step() {
            return step;
        }

        /// What was held back until a time and is not decided anew.
        public @Nullable Delivery held() {
            return held;
        }

        private void apply(Delivery d) {
            if (d.state() == Delivery.State.HELD_BACK) {
                hold(d);
                return;
            }
            first = first == null || d.intended().isBefore(first) ? d.intended() : first;
            Instant at = d.due() != null && d.attempts().isEmpty() ? d.due() : d.intended();
            last = at.isAfter(last) ? at : last;
            repeats = Math.max(repeats, Suffix.REPEAT.of(d));
            step = Math.max(step, Suffix.ESCALATION.of(d));
            ended |= d.type().equals(RESOLVED);
            if (held != null && held.revision() <= d.revision()) {
                held = null;
            }
            if (d.state() != Delivery.State.FAILED
                    && (newest == null || newest.revision() <= d.revision())) {
                newest = d;
            }
        }

        private void hold(Delivery d) {
            boolean same = held != null && held.id().equals(d.id());
            if (d.due() != null && (held == null || held.revision() <= d.revision())) {
                held = d;
            } else if (same) {
                held = null;
            }
        }
    }

    public void apply(Delivery d) {
        if (!Deliveries.message(d) || d.type().equals(Message.DIGEST)) {
            return;
        }
        over |= d.type().equals(RESOLVED);
        chapters.computeIfAbsent(Line.of(d), _ -> new Chapter()).apply(d);
    }

    /// Whether nothing will follow: it is over, and nothing waits to be decided anew.
    public boolean done() {
        return over && chapters.values().stream().allMatch(c -> c.held == null);
    }

    /// The receivers that were told of it and not of its end.
    public Set<String> receivers() {
        return chapters.entrySet().stream()
                .filter(e -> e.getValue().first != null && !e.getValue().ended)
                .map(e -> e.getKey().receiver())
                .collect(Collectors.toSet());
    }

    /// The subject of the last message by this medium.
    public Optional<String> lastSubject(String receiver, Medium medium) {
        Chapter chapter = chapters.get(new Line(receiver, medium.channel()));
        return chapter == null || chapter.ended
                ? Optional.empty()
                : Optional.ofNullable(chapter.newest).map(Delivery::subject);
    }

    /// When anybody was first told of it.
    public Optional<Instant> firstTold() {
        return chapters.values().stream()
                .flatMap(c -> Optional.ofNullable(c.first).stream())
                .min(Instant::compareTo);
    }

    public Optional<Chapter> chapter(String receiver, Medium medium) {
        return Optional.ofNullable(chapters.get(new Line(receiver, medium.channel())));
    }

    /// Everything that was held back until a time and is not decided anew.
    public Collection<Delivery> held() {
        List<Delivery> all = new ArrayList<>();
        chapters.values().stream().filter(c -> c.held != null).forEach(c -> all.add(c.held));
        return all;
    }
}
