package dev.varde.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Incident;
import dev.varde.events.Silence;
import dev.varde.events.Weekly;
import dev.varde.events.wire.Codec;
import dev.varde.standalone.rehearsal.Preview;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Silences in words for people, and as JSON for programs.
final class SilenceWords {
    private static final int MOST_LISTED = 20;
    private static final ObjectMapper JSON = Codec.mapper();

    private SilenceWords() {}

    /// Such as `s-7k2mab service=kontali-backend, not environment=test`, and when and why below.
    static String text(Silence s, Instant end, boolean over) {
        String who = s.by() + (s.comment() == null ? "" : ": " + s.comment());
        return "%s  %s%n    %s%n    by %s"
                .formatted(
                        Plain.line(s.id().value()),
                        Plain.line(about(s)),
                        when(s, end, over),
                        Plain.line(who));
    }

    private static String about(Silence s) {
        String match = matchers(s.match(), "");
        String not = matchers(s.not(), "not ");
        String all = match.isEmpty() || not.isEmpty() ? match + not : match + ", " + not;
        return all.isEmpty() ? "everything" : all;
    }

    private static String matchers(Map<String, List<String>> matchers, String before) {
        return matchers.entrySet().stream()
                .map(e -> before + e.getKey() + "=" + String.join("|", e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String when(Silence s, Instant end, boolean over) {
        String span =
                "from "
                        + s.from().truncatedTo(ChronoUnit.SECONDS)
                        + (over ? ", over since " : " until ")
                        + end.truncatedTo(ChronoUnit.SECONDS);
        return s.weekly() == null ? span : weekly(s.weekly()) + ", " + span;
    }

    private static String weekly(Weekly w) {
        String days =
                w.days().size() == 7
                        ? "day"
                        : w.days().stream()
                                .map(d -> d.name().substring(0, 3).toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(","));
        return "every %s at %s for %d min (%s)"
                .formatted(days, w.at(), w.lasts().toMinutes(), w.zone());
    }

    static String text(Preview p) {
        StringBuilder text =
                new StringBuilder(
                        "It matches %d open %s, and would have hidden %d of the %d of the last 30 days."
                                .formatted(
                                        p.open().size(),
                                        p.open().size() == 1 ? "incident" : "incidents",
                                        p.hidden(),
                                        p.all()));
        p.open().stream()
                .limit(MOST_LISTED)
                .forEach(i -> text.append("%n    ".formatted()).append(line(i)));
        if (p.open().size() > MOST_LISTED) {
            text.append("%n    and %d more".formatted(p.open().size() - MOST_LISTED));
        }
        return text.toString();
    }

    private static String line(Incident i) {
        return Plain.line(i.subject()) + ", " + i.cause() + " (" + Plain.line(i.id().value()) + ")";
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode json(Silence silence) {
        return JSON.valueToTree(silence);
    }

    static ObjectNode json(Preview p) {
        ObjectNode node =
                JSON.createObjectNode().put("hidden", p.hidden()).put("incidents", p.all());
        p.open().forEach(i -> node.withArray("open").add(i.id().value()));
        return node;
    }

    static void print(ObjectNode node) throws JsonProcessingException {
        System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    }
}
