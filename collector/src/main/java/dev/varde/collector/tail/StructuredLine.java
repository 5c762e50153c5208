package dev.varde.collector.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.collector.tail.Keywords.Keyword;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A line that a logger wrote as JSON: pino, bunyan, zap, logrus, structlog, Serilog, logback, ECS
/// and their like.
///
/// @param matters by its level; below an error, by its message
/// @param stack the stack trace it carries, empty where there is none
record StructuredLine(boolean matters, List<String> stack) {
    StructuredLine {
        stack = List.copyOf(stack);
    }

    private enum Level {
        DEBUG,
        INFO,
        ERROR
    }

    private static final List<String> LEVELS =
            List.of("level", "severity", "lvl", "levelname", "log.level", "@l", "loglevel");
    private static final List<String> MESSAGES =
            List.of("msg", "message", "event", "@m", "@mt", "text", "log");
    private static final List<String> ERRORS = List.of("err", "error", "exception", "@x", "exc");
    private static final List<String> STACKS =
            List.of(
                    "stack",
                    "stack_trace",
                    "stacktrace",
                    "stackTrace",
                    "error.stack_trace",
                    "exception.stacktrace",
                    "exc_info",
                    "exc_text",
                    "traceback");

    /// A level in numbers, and a stack trace whatever the level; within Docker's JSON too.
    static final List<Keyword> KEYWORDS = keywords();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_PREFIX = 80;
    private static final int NUMBERED_ERROR = 50; // pino and bunyan: 50 error, 60 fatal
    private static final int NUMBERED_INFO = 30;
    private static final int MOST_CAUSES = 5;

    private static List<Keyword> keywords() {
        List<Keyword> all = new ArrayList<>();
        for (String quote : List.of("\"", "\\\"")) {
            for (String level : List.of("error", "fatal", "critical", "panic")) {
                all.add(Keyword.of("\"" + level + quote));
            }
            for (String number : List.of("50", "60")) {
                all.add(Keyword.of("level" + quote + ":" + number));
                all.add(Keyword.of("level" + quote + ": " + number));
            }
            Stream.concat(STACKS.stream(), Stream.of("exception", "@x"))
                    .map(key -> Keyword.of("\"" + key + quote + ":"))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /// Reads the line where it is JSON, behind a short prefix too.
    static Optional<StructuredLine> of(RawLine line) {
        int from = line.from();
        int most = Math.min(line.to(), from + LONGEST_PREFIX);
        while (from < most && line.bytes()[from] != '{') {
            from++;
        }
        if (from == most || !line.isWhole() || !endsInBrace(line)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(line.bytes(), from, line.to() - from);
            return node.isObject() && isOfALogger(node) ? Optional.of(of(node)) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static boolean endsInBrace(RawLine line) {
        int to = line.to();
        while (to > line.from() && line.bytes()[to - 1] <= ' ' && line.bytes()[to - 1] >= 0) {
            to--;
        }
        return to > line.from() && line.bytes()[to - 1] == '}';
    }

    private static boolean isOfALogger(JsonNode node) {
        return Stream.of(LEVELS, MESSAGES, STACKS, ERRORS)
                .flatMap(List::stream)
                .anyMatch(node::has);
    }

    private static StructuredLine of(JsonNode node) {
        List<String> stack = stack(node);
        return new StructuredLine(
                switch (level(node)) {
                    case ERROR -> true;
                    case INFO -> !stack.isEmpty() || texts(node).anyMatch(Matters::matters);
                    case DEBUG -> false;
                },
                stack);
    }

    private static Level level(JsonNode node) {
        JsonNode level = first(node, LEVELS);
        if (level.isMissingNode()) {
            level = node.path("log").path("level");
        }
        if (level.isNumber()) {
            int number = level.asInt();
            return number >= NUMBERED_ERROR
                    ? Level.ERROR
                    : number < NUMBERED_INFO ? Level.DEBUG : Level.INFO;
        }
        return switch (level.asText().toLowerCase(Locale.ROOT)) {
            case "error",
                    "err",
                    "fatal",
                    "critical",
                    "crit",
                    "panic",
                    "dpanic",
                    "alert",
                    "emerg",
                    "emergency",
                    "severe" ->
                    Level.ERROR;
            case "debug", "trace", "verbose", "fine", "finer", "finest" -> Level.DEBUG;
            default -> Level.INFO;
        };
    }

    private static Stream<String> texts(JsonNode node) {
        return Stream.concat(
                        Stream.of(first(node, MESSAGES)),
                        ERRORS.stream()
                                .map(node::path)
                                .flatMap(e -> Stream.of(e, e.path("message"))))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static JsonNode first(JsonNode node, List<String> names) {
        return names.stream()
                .map(node::path)
                .filter(n -> n.isTextual() || n.isNumber())
                .findFirst()
                .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
    }

    /// The first text of several lines under one of the names that loggers use; then those of the
    /// causes.
    private static List<String> stack(JsonNode node) {
        List<String> lines = new ArrayList<>();
        JsonNode at = node;
        for (int depth = 0; depth < MOST_CAUSES && at.isObject(); depth++) {
            String text = stackText(at);
            if (!text.isEmpty()) {
                text.lines().map(StructuredLine::clean).forEach(lines::add);
            }
            at = at.path("cause");
        }
        return lines;
    }

    private static String stackText(JsonNode node) {
        Stream<JsonNode> own = STACKS.stream().map(node::path);
        Stream<JsonNode> inner =
                ERRORS.stream()
                        .map(node::path)
                        .flatMap(e -> Stream.concat(Stream.of(e), STACKS.stream().map(e::path)));
        return Stream.concat(own, inner)
                .filter(n -> n.isTextual() && n.asText().indexOf('\n') >= 0)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    private static String clean(String line) {
        byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return LineText.of(bytes, 0, bytes.length, bytes.length);
    }
}
