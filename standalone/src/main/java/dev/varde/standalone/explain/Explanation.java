package dev.varde.standalone.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one or more logs tell together: what died and when, why, what to do, what else was seen.
public final class Explanation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int QUOTED = 40;
    private static final int LAST_LINES = 10;
    private static final int OTHERS = 10;

    private final List<Excerpt> excerpts;
    private final List<Explained> all;

    private Explanation(List<Excerpt> excerpts, List<Explained> all) {
        this.excerpts = excerpts;
        this.all = all;
    }

    public static Explanation of(List<Excerpt> excerpts) {
        List<Explained> all = new ArrayList<>();
        excerpts.forEach(e -> all.addAll(Explainer.explain(e)));
        all.sort(Comparator.comparingInt(Explained::rank));
        return new Explanation(List.copyOf(excerpts), List.copyOf(all));
    }

    public boolean found() {
        return !all.isEmpty();
    }

    /// What died first and why, in a sentence; empty where nothing did.
    public Optional<String> summary() {
        return all.stream()
                .findFirst()
                .map(e -> e.best().summary() + " [" + e.best().cause() + "]");
    }

    /// @param coloured for a terminal
    public void print(PrintStream out, boolean coloured) {
        if (all.isEmpty()) {
            nothing(out);
        } else {
            print(out, all.getFirst(), coloured);
        }
        for (Excerpt e : excerpts) {
            if (e.forgotten()) {
                out.printf(
                        "%nNote: %s holds more than is looked at at once; of what may matter in it the"
                                + " last %d lines were.%n",
                        plain(e.source()), Excerpt.MOST);
            }
        }
    }

    private void nothing(PrintStream out) {
        long lines = excerpts.stream().mapToLong(Excerpt::read).sum();
        out.printf("Nothing in these %,d lines says that something died.%n", lines);
        excerpts.stream()
                .filter(e -> !e.lines().isEmpty())
                .forEach(e ->
                        out.printf(
                                "The last line of %s: %s%n",
                                plain(e.source()), plain(e.lines().getLast().text())));
        out.println();
        out.println(
                "A process that is killed writes nothing itself. Hand in the kernel's log and the unit"
                        + " manager's too:");
        out.println("  journalctl -k -b | varde explain - app.log");
        out.println("  journalctl -u UNIT --since yesterday | varde explain");
    }

    private void print(PrintStream out, Explained first, boolean coloured) {
        Finding best = first.best();
        String summary = plain(best.summary());
        out.println(coloured ? "\u001b[1m" + summary + "\u001b[0m" : summary);
        out.printf("  cause: %s (%s)%n", best.cause(), confidence(best));
        Instant at = first.at();
        out.println("  when:  " + (at == null ? "the lines do not say" : time(at)));
        out.println();
        out.println("Why");
        best.evidence().forEach(e -> quote(out, e, first));
        best.against().forEach(a -> out.println("  against it: " + plain(a)));
        advice(out, best);
        others(out, first);
        lastLines(out, first);
    }

    private static void quote(PrintStream out, Evidence e, Explained of) {
        List<String> lines = e.text().lines().toList();
        out.println("  " + where(e, of) + ":");
        lines.stream().limit(QUOTED).forEach(l -> out.println("    " + plain(l)));
        if (lines.size() > QUOTED) {
            out.println("    … and " + (lines.size() - QUOTED) + " lines more");
        }
    }

    private static String where(Evidence e, Explained of) {
        return line(e, of)
                .map(l -> plain(of.source()) + ":" + l.number())
                .orElseGet(() -> plain(of.source()));
    }

    /// The line that the evidence begins with.
    private static Optional<TextLine> line(Evidence e, Explained of) {
        String first = e.text().lines().findFirst().orElse("").strip();
        return of.lines().stream().filter(l -> l.text().strip().equals(first)).reduce((_, b) -> b);
    }

    private static void advice(PrintStream out, Finding best) {
        out.println();
        out.println("What to do");
        int number = 0;
        for (Advice a : best.advice()) {
            out.printf("  %d. %s%n", ++number, plain(a.title()));
            a.commands().forEach(c -> out.println("       " + plain(c)));
            if (!a.why().isBlank()) {
                out.println("     " + plain(a.why()));
            }
        }
    }

    private void others(PrintStream out, Explained first) {
        List<String> others = new ArrayList<>();
        first.diagnosis().others().forEach(f -> others.add(other(f, first.at())));
        all.stream().skip(1).forEach(e -> others.add(other(e.best(), e.at())));
        if (others.isEmpty()) {
            return;
        }
        out.println();
        out.println("Also seen");
        others.stream().limit(OTHERS).forEach(o -> out.println("  - " + o));
        if (others.size() > OTHERS) {
            out.println("  … and " + (others.size() - OTHERS) + " more; --json lists them all");
        }
    }

    private static String other(Finding f, @Nullable Instant at) {
        String when = at == null ? "" : time(at) + " ";
        return when + plain(f.summary()) + " [" + f.cause() + ", " + confidence(f) + "]";
    }

    private void lastLines(PrintStream out, Explained first) {
        List<TextLine> lines = first.lines();
        if (lines.isEmpty()) {
            return;
        }
        out.println();
        out.println("Its last lines");
        lines.stream()
                .skip(Math.max(0, lines.size() - LAST_LINES))
                .forEach(l -> out.println("  " + plain(l.text())));
    }

    /// The same for programs.
    public String json() throws IOException {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode found = node.putArray("found");
        all.forEach(e -> found.add(json(e)));
        ArrayNode read = node.putArray("read");
        for (Excerpt e : excerpts) {
            read.addObject()
                    .put("source", e.source())
                    .put("lines", e.read())
                    .put("bytes", e.bytes())
                    .put("forgotten", e.forgotten());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    private static ObjectNode json(Explained e) {
        Finding best = e.best();
        Instant at = e.at();
        ObjectNode node = JSON.createObjectNode();
        node.put("who", e.who());
        node.put("at", at == null ? null : at.toString());
        node.put("cause", best.cause().id());
        node.put("confidence", confidence(best));
        node.put("summary", best.summary());
        ArrayNode evidence = node.putArray("evidence");
        for (Evidence one : best.evidence()) {
            ObjectNode quoted =
                    evidence.addObject()
                            .put("source", one.source())
                            .put("file", e.source())
                            .put("text", one.text());
            line(one, e).ifPresent(l -> quoted.put("line", l.number()));
        }
        ArrayNode against = node.putArray("against");
        best.against().forEach(against::add);
        ArrayNode advice = node.putArray("advice");
        best.advice()
                .forEach(a -> {
                    ObjectNode one = advice.addObject().put("title", a.title()).put("why", a.why());
                    ArrayNode commands = one.putArray("commands");
                    a.commands().forEach(commands::add);
                });
        ArrayNode others = node.putArray("others");
        e.diagnosis()
                .others()
                .forEach(f ->
                        others.addObject()
                                .put("cause", f.cause().id())
                                .put("confidence", confidence(f))
                                .put("summary", f.summary()));
        return node;
    }

    private static String confidence(Finding f) {
        return f.confidence().name().toLowerCase(Locale.ROOT);
    }

    private static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }

    /// Text from outside may hold what moves a terminal's cursor or turns the writing direction.
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\t]]", "\uFFFD");
    }
}
