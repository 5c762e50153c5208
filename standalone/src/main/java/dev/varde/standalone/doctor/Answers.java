package dev.varde.standalone.doctor;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.probe.Round;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.standalone.doctor.Section.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Does it answer? Its health checks, or where it is not configured, what its ports say when they
/// are asked in the usual ways.
final class Answers {
    private static final Duration EXPIRY = Duration.ofDays(14);

    private Answers() {}

    static List<Line> of(Subject subject, Findings findings) {
        if (subject.service().health().isEmpty()) {
            return subject.configured()
                    ? List.of(
                            Line.unknown("whether it is well: no health check is configured")
                                    .curedBy(
                                            "Give it one in the configuration, such as health:"
                                                    + " [{http: \"http://127.0.0.1:8000/health\"}]"))
                    : List.of();
        }
        return findings.health()
                .map(
                        all -> {
                            List<Round.Heard> own =
                                    all.stream()
                                            .filter(h ->
                                                    h.asked().service().equals(subject.service()))
                                            .toList();
                            return subject.configured()
                                    ? own.stream().map(h -> line(h, findings)).toList()
                                    : guesses(own, findings);
                        },
                        why -> List.of(Line.unknown("health: " + why)));
    }

    private static Line line(Round.Heard heard, Findings findings) {
        String what =
                word(heard.asked().check().kind()) + " " + findings.quoted(heard.told()) + ": ";
        return switch (heard.answer()) {
            case Answer.Good(Instant until) -> good(what, heard, until, findings.now());
            case Answer.Bad(Failure failure, Integer status, String detail) ->
                    Line.bad(what + said(words(failure, status), detail, findings));
        };
    }

    /// Of another service: with its name.
    static Line named(Round.Heard heard, Findings findings) {
        Line line = line(heard, findings);
        String name = Words.plain(heard.asked().service().name().value());
        return new Line(line.status(), name + ": " + line.what(), line.cure(), line.remedies());
    }

    private static Line good(String what, Round.Heard heard, @Nullable Instant until, Instant now) {
        String answers = what + "well, in " + heard.latency().toMillis() + " ms";
        if (until == null) {
            return Line.ok(answers);
        }
        Duration left = Duration.between(now, until);
        String expires = "; its certificate runs out in " + Words.count(left.toDays(), "day");
        return left.compareTo(EXPIRY) < 0
                ? Line.warning(answers + expires)
                : Line.ok(answers + expires);
    }

    private static String word(CheckKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// The detail adds something, or the words are enough.
    private static String said(String words, String detail, Findings findings) {
        return detail.isBlank() || detail.equals(words)
                ? words
                : words + " (" + findings.quoted(detail) + ")";
    }

    private static String words(Failure failure, @Nullable Integer status) {
        return switch (failure) {
            case REFUSED -> "connection refused";
            case TIMEOUT -> "no answer in time";
            case UNREACHABLE -> "not reachable";
            case STATUS -> status == null ? "a failing status" : "status " + status;
            case PROTOCOL -> "an answer that is not of its protocol";
            case CLOSED -> "the connection was closed without an answer";
            case ERROR -> "an error";
            case CERTIFICATE -> "a certificate that is not good";
        };
    }

    /// One line for each port, from the best of the answers.
    private static List<Line> guesses(List<Round.Heard> heard, Findings findings) {
        Map<String, List<Round.Heard>> ports = new LinkedHashMap<>();
        for (Round.Heard h : heard) {
            String port = h.asked().check().name().replaceFirst(" .*", "");
            ports.computeIfAbsent(port, _ -> new ArrayList<>()).add(h);
        }
        return ports.entrySet().stream()
                .map(e -> guess(e.getKey(), e.getValue(), findings))
                .toList();
    }

    private static Line guess(String port, List<Round.Heard> heard, Findings findings) {
        Round.Heard good = first(heard, h -> h.answer() instanceof Answer.Good);
        if (good != null) {
            return line(good, findings);
        }
        Round.Heard status = first(heard, h -> failure(h) == Failure.STATUS);
        if (heard.getFirst().asked().check().kind() != CheckKind.HTTP) {
            return line(heard.getFirst(), findings);
        }
        if (status != null && status.answer() instanceof Answer.Bad(_, Integer code, _)) {
            return code != null && code < 500
                    ? Line.ok(
                            "port "
                                    + port
                                    + " answers HTTP (status "
                                    + code
                                    + " for "
                                    + findings.quoted(status.told())
                                    + ")")
                    : line(status, findings);
        }
        return unspoken(port, failure(heard.getFirst()), heard.getFirst(), findings);
    }

    private static Line unspoken(
            String port, @Nullable Failure failure, Round.Heard heard, Findings findings) {
        if (failure == Failure.TIMEOUT) {
            return Line.warning(
                    "port "
                            + port
                            + " takes connections and answers nothing to HTTP: it hangs, or speaks"
                            + " something else");
        }
        if (failure == Failure.PROTOCOL || failure == Failure.CLOSED) {
            return Line.ok("port " + port + " takes connections; it does not speak plain HTTP");
        }
        return failure == Failure.REFUSED
                ? Line.unknown("port " + port + " does not listen on 127.0.0.1")
                : line(heard, findings);
    }

    private static @Nullable Failure failure(Round.Heard heard) {
        return heard.answer() instanceof Answer.Bad bad ? bad.failure() : null;
    }

    private static Round.@Nullable Heard first(
            List<Round.Heard> heard, Predicate<Round.Heard> test) {
        return heard.stream().filter(test).findFirst().orElse(null);
    }
}
