package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.varde.collector.tail.Keywords.Keyword;
import dev.varde.collector.tail.Keywords.Text;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// What container runtimes wrap around each line that a container writes.
enum ContainerFormat {
    /// Nothing.
    NONE {
        @Override
        Optional<Piece> unwrap(RawLine line) {
            return Optional.empty();
        }
    },
    /// Docker's `json-file`: `{"log":"text\n","stream":"stdout","time":"…"}`. Where `log` does not
    /// end in a newline, the line goes on in the next record of the stream.
    DOCKER {
        @Override
        Optional<Piece> unwrap(RawLine line) {
            return line.isWhole() && startsWith(line, "{\"log\":\"")
                    ? docker(line)
                    : Optional.empty();
        }
    },
    /// Kubernetes' CRI: time, `stdout` or `stderr`, `P` where the line goes on in the next record
    /// or `F`, and the text.
    CRI {
        @Override
        Optional<Piece> unwrap(RawLine line) {
            return cri(line);
        }
    };

    /// What a record wraps.
    ///
    /// @param line its text, at the offset of the record
    /// @param error whether it was written to standard error
    /// @param goesOn whether the line goes on in the next record of the stream
    record Piece(RawLine line, boolean error, Instant time, boolean goesOn) {}

    /// Records whose line goes on.
    static final List<Keyword> KEYWORDS =
            List.of(
                    new Keyword("\",\"stream\":\"", ContainerFormat::lacksNewline),
                    Keyword.of(" stdout p "),
                    Keyword.of(" stderr p "),
                    Keyword.of(" stdout p:"),
                    Keyword.of(" stderr p:"));

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_TIME = 40;

    abstract Optional<Piece> unwrap(RawLine line);

    /// The format of the line.
    static ContainerFormat of(RawLine line) {
        if (DOCKER.unwrap(line).isPresent()) {
            return DOCKER;
        }
        return CRI.unwrap(line).isPresent() ? CRI : NONE;
    }

    private static boolean lacksNewline(Text text, int from, int to) {
        return text.at(from - 1) != 'n' || text.at(from - 2) != '\\';
    }

    private static boolean startsWith(RawLine line, String start) {
        if (line.length() < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (line.bytes()[line.from() + i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Piece> docker(RawLine line) {
        String log = null;
        String stream = null;
        Instant time = null;
        try (JsonParser json = JSON.createParser(line.bytes(), line.from(), line.length())) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                switch (name) {
                    case "log" -> log = json.getValueAsString();
                    case "stream" -> stream = json.getValueAsString();
                    case "time" -> time = Instant.parse(json.getValueAsString(""));
                    default -> json.skipChildren();
                }
                if (value == null) {
                    return Optional.empty();
                }
            }
        } catch (IOException | DateTimeException _) {
            return Optional.empty();
        }
        if (log == null || stream == null || time == null) {
            return Optional.empty();
        }
        boolean whole = log.endsWith("\n");
        byte[] text = (whole ? log.substring(0, log.length() - 1) : log).getBytes(UTF_8);
        RawLine wrapped = new RawLine(line.offset(), text, 0, text.length, text.length);
        return Optional.of(new Piece(wrapped, stream.equals("stderr"), time, !whole));
    }

    private static Optional<Piece> cri(RawLine line) {
        int blank = blank(line, line.from(), LONGEST_TIME);
        int stream = blank + 1;
        int tag = stream + "stdout ".length();
        if (blank < 0 || tag >= line.to()) {
            return Optional.empty();
        }
        String name = ascii(line, stream, tag);
        int text = blank(line, tag, LONGEST_TIME);
        boolean partial = line.bytes()[tag] == 'P';
        boolean known = name.equals("stdout ") || name.equals("stderr ");
        if (!known || text < 0 || !(partial || line.bytes()[tag] == 'F')) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(ascii(line, line.from(), blank)).toInstant();
            int begin = Math.min(text + 1, line.to());
            long total = line.total() - (begin - line.from());
            RawLine wrapped = new RawLine(line.offset(), line.bytes(), begin, line.to(), total);
            return Optional.of(new Piece(wrapped, name.equals("stderr "), time, partial));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Where the next blank is, or the end of a record without text; -1 when it is too far.
    private static int blank(RawLine line, int from, int most) {
        int at = from;
        while (at < line.to() && at - from < most && line.bytes()[at] != ' ') {
            at++;
        }
        return at - from < most ? at : -1;
    }

    private static String ascii(RawLine line, int from, int to) {
        return new String(line.bytes(), from, to - from, UTF_8);
    }
}
