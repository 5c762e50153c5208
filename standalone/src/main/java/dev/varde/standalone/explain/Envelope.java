package dev.varde.standalone.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes away, one after the other, what programs on the way put around a line: Docker, Kubernetes,
/// docker compose, journalctl, syslog, dmesg, PM2, logcat, mail.
final class Envelope {
    private static final int LAYERS = 5;
    private static final int LONGEST = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;?]{0,16}[A-Za-z]");

    /// @param take what a match makes of the line
    private record Layer(Pattern pattern, BiFunction<Matcher, TextLine, TextLine> take) {
        static Layer of(String pattern, BiFunction<Matcher, TextLine, TextLine> take) {
            return new Layer(Pattern.compile(pattern), take);
        }
    }

    private static final List<Layer> LAYERED =
            List.of(
                    // mail
                    Layer.of("^(?:> ?)+(?=[^ ]|$| )", (m, l) -> l.saying(rest(m, l))),
                    // Kubernetes' CRI
                    Layer.of(
                            "^(\\d{4}-\\d\\d-\\d\\dT\\S{8,30}) std(?:out|err) [FP] ",
                            (m, l) -> l.at(Times.of(m.group(1)), rest(m, l))),
                    // kubectl logs --prefix
                    Layer.of(
                            "^\\[pod/([^/\\]]{1,200})/[^\\]]{1,200}\\] ",
                            (m, l) -> l.of(m.group(1), rest(m, l))),
                    // PM2
                    Layer.of(
                            "^\\d{1,4}\\|(\\S{1,60}) {0,20}\\| ",
                            (m, l) -> l.of(m.group(1), rest(m, l))),
                    // docker compose, process-compose, foreman
                    Layer.of(
                            "^(?:\\S{1,10} (?:\\S{1,5} )?)?([A-Za-z0-9][\\w.-]{0,80}) {0,40}\\| ",
                            (m, l) -> l.of(m.group(1), rest(m, l))),
                    // Heroku
                    Layer.of(
                            "^(\\d{4}-\\d\\d-\\d\\dT\\S{8,30}) (?:app|heroku)\\[([\\w.-]{1,60})\\]: ",
                            (m, l) ->
                                    l.of(m.group(2), rest(m, l))
                                            .at(Times.of(m.group(1)), rest(m, l))),
                    // syslog, journalctl
                    Layer.of(
                            "^(?:<\\d{1,3}>)?([A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d)(?:\\.\\d{1,9})? (\\S{1,255}) ([^\\s\\[:]{1,100})(?:\\[(\\d{1,9})\\])?: ?",
                            Envelope::syslog),
                    // journalctl -o short-iso, rsyslog's own format
                    Layer.of(
                            "^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)) (\\S{1,255}) ([^\\s\\[:]{1,100})(?:\\[(\\d{1,9})\\])?: ",
                            Envelope::syslog),
                    // Passenger
                    Layer.of(
                            "^App \\d{1,9} (?:output|stderr|stdout): ",
                            (m, l) -> l.saying(rest(m, l))),
                    // dmesg
                    Layer.of(
                            "^(?:(?:kern|daemon|user|syslog) {0,4}: {0,2}\\w{1,8} {0,4}: {0,2})?(?:<\\d{1,3}>)?\\[ {0,6}\\d{1,9}\\.\\d{4,9}\\](?:\\[ {0,6}[TC]\\d{1,9}\\]| \\[ {0,6}[TC]\\d{1,9}\\])? ?",
                            (m, l) -> l.ofKernel(rest(m, l))),
                    Layer.of(
                            "^\\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4})\\] ",
                            (m, l) -> l.ofKernel(rest(m, l)).at(Times.of(m.group(1)), rest(m, l))),
                    Layer.of("^kernel: ?", (m, l) -> l.ofKernel(rest(m, l))),
                    // Android
                    Layer.of(
                            "^[VDIWEF]/([\\w.-]{1,60}) {0,10}\\( {0,6}\\d{1,7}\\): ?",
                            (m, l) -> l.of(m.group(1), rest(m, l))),
                    Layer.of(
                            "^\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} {1,6}\\d{1,7} {1,6}\\d{1,7} [VDIWEF] ([^:]{1,60}?) {0,20}: ",
                            (m, l) -> l.of(m.group(1), rest(m, l))),
                    // PM2's times, docker logs -t, kubectl logs --timestamps
                    Layer.of(
                            "^(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?: ?[+-]\\d\\d:?\\d\\d|Z)?)(?:: |(?<=Z) )",
                            (m, l) -> l.at(Times.of(m.group(1)), rest(m, l))));

    private Envelope() {}

    static TextLine open(long number, String raw) {
        String cut = raw.length() <= LONGEST ? raw : raw.substring(0, LONGEST);
        String plain = cut.indexOf('\u001b') < 0 ? cut : COLOUR.matcher(cut).replaceAll("");
        TextLine line = TextLine.plain(number, plain.stripTrailing());
        for (int i = 0; i < LAYERS; i++) {
            TextLine inner = peeled(line);
            if (inner.equals(line)) {
                break;
            }
            line = inner;
        }
        return line.time() == null ? line.at(Times.in(line.text()), line.text()) : line;
    }

    private static TextLine peeled(TextLine line) {
        String text = line.text();
        if (text.startsWith("{\"")) {
            return json(line);
        }
        for (Layer layer : LAYERED) {
            Matcher m = layer.pattern().matcher(text);
            if (m.find()) {
                return layer.take().apply(m, line);
            }
        }
        return line;
    }

    private static String rest(Matcher m, TextLine line) {
        return line.text().substring(m.end());
    }

    private static TextLine syslog(Matcher m, TextLine line) {
        String pid = m.group(4);
        return new TextLine(
                line.number(),
                Times.of(m.group(1)),
                m.group(2),
                m.group(3),
                pid == null ? null : Integer.valueOf(pid),
                m.group(3).equals("kernel"),
                rest(m, line));
    }

    /// Docker's `json-file`, and `journalctl -o json`.
    private static TextLine json(TextLine line) {
        JsonNode json;
        try {
            json = JSON.readTree(line.text());
        } catch (JsonProcessingException _) {
            return line;
        }
        if (json.path("log").isTextual() && json.has("stream")) {
            return line.at(
                    Times.of(json.path("time").asText("")),
                    json.path("log").asText().stripTrailing());
        }
        String message = message(json.path("MESSAGE"));
        return message == null
                ? line
                : JournalFields.line(line.number(), name -> text(json.path(name)), message);
    }

    /// What is not UTF-8 or not printable is a list of bytes (journalctl(1)).
    private static @Nullable String message(JsonNode message) {
        if (!message.isArray()) {
            return message.isTextual() ? message.asText() : null;
        }
        byte[] bytes = new byte[message.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) message.path(i).asInt();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
