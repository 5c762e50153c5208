package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one HTTP/1.1 answer as it comes (RFC 9112), in pieces of any size: the head, then the body
/// by its length, in chunks, or to the end of the connection, whichever the head says.
final class HttpReply {
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int MOST_INTERIM = 5;
    private static final int LONGEST_CHUNK_LINE = 1_024;
    private static final byte[] BEGINNING = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    /// How far it has come.
    sealed interface Progress {
        record More() implements Progress {}

        /// @param location the redirect's, or null
        /// @param body its beginning
        record Whole(int status, @Nullable String location, String body) implements Progress {}

        record Broken(Failure how, String why) implements Progress {}
    }

    private enum Part {
        HEAD,
        SIZED,
        CHUNK_SIZE,
        CHUNK,
        TO_THE_END
    }

    private final boolean withoutBody;
    private final Heard head = new Heard(LONGEST_HEAD);
    private final Heard body;
    private Part part = Part.HEAD;
    private int interim;
    private int status;
    private @Nullable String location;
    private long left;
    private final StringBuilder chunkLine = new StringBuilder();

    /// @param withoutBody it answers HEAD
    /// @param mostBody bytes after which nothing more is read
    HttpReply(boolean withoutBody, int mostBody) {
        this.withoutBody = withoutBody;
        this.body = new Heard(mostBody);
    }

    Progress hear(ByteBuffer heard) {
        Progress progress = new Progress.More();
        while (heard.hasRemaining() && progress instanceof Progress.More) {
            progress =
                    switch (part) {
                        case HEAD -> head(heard);
                        case SIZED, TO_THE_END -> sized(heard);
                        case CHUNK_SIZE -> chunkSize(heard);
                        case CHUNK -> chunk(heard);
                    };
        }
        return progress;
    }

    /// The connection was closed.
    Progress end() {
        return switch (part) {
            case TO_THE_END -> whole();
            case HEAD ->
                    new Progress.Broken(
                            Failure.CLOSED, "the connection was closed before the answer");
            case SIZED, CHUNK_SIZE, CHUNK ->
                    status >= 400
                            ? whole()
                            : new Progress.Broken(
                                    Failure.CLOSED, "the connection was closed within the answer");
        };
    }

    private Progress whole() {
        return new Progress.Whole(status, location, body.text(0, body.length()));
    }

    private static Progress strange(String why) {
        return new Progress.Broken(Failure.PROTOCOL, why);
    }

    /// Byte by byte, since what follows the head is of the body.
    private Progress head(ByteBuffer heard) {
        while (heard.hasRemaining()) {
            int n = head.length();
            byte b = heard.get();
            head.add(b);
            if (n < BEGINNING.length && b != BEGINNING[n]) {
                return strange("this is no HTTP answer");
            }
            if (b == '\n' && (endsWith("\n\n") || endsWith("\n\r\n"))) {
                return headers(head.text(0, head.length()));
            }
            if (head.full()) {
                return strange("the head is longer than 16 KiB");
            }
        }
        return new Progress.More();
    }

    private boolean endsWith(String end) {
        int from = head.length() - end.length();
        for (int i = 0; i < end.length(); i++) {
            if (from < 0 || head.at(from + i) != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Progress headers(String text) {
        status = status(text);
        if (status < 100) {
            return strange("this is no status line of HTTP/1.1");
        }
        if (status < 200 && status != 101) {
            head.forget(head.length());
            return ++interim > MOST_INTERIM
                    ? strange("too many interim answers")
                    : new Progress.More();
        }
        location = value(text, "location");
        return framing(text);
    }

    /// The status in `HTTP/1.1 200 OK`, or 0.
    private static int status(String line) {
        boolean formed =
                line.length() >= 12
                        && line.charAt(8) == ' '
                        && (line.length() == 12 || line.charAt(12) <= ' ');
        int number = 0;
        for (int i = 9; formed && i < 12; i++) {
            int digit = line.charAt(i) - '0';
            formed = digit >= 0 && digit <= 9;
            number = number * 10 + digit;
        }
        return formed && number < 600 ? number : 0;
    }

    private Progress framing(String head) {
        String length = value(head, "content-length");
        String coding = value(head, "transfer-encoding");
        if (withoutBody || status == 204 || status == 304) {
            return whole();
        }
        if (coding != null) {
            part =
                    coding.toLowerCase(Locale.ROOT).endsWith("chunked")
                            ? Part.CHUNK_SIZE
                            : Part.TO_THE_END;
        } else if (length == null) {
            part = Part.TO_THE_END;
        } else {
            part = Part.SIZED;
            left = number(length, 10, 18);
        }
        if (left < 0) {
            return strange("the length of the body is no number");
        }
        left = part == Part.TO_THE_END ? Long.MAX_VALUE : left;
        return part == Part.SIZED && left == 0 ? whole() : new Progress.More();
    }

    /// The value of the first header of that name, or null.
    private static @Nullable String value(String head, String name) {
        int line = head.indexOf('\n') + 1;
        while (line > 0 && line < head.length()) {
            int end = head.indexOf('\n', line);
            int colon = line + name.length();
            if (colon < end
                    && head.charAt(colon) == ':'
                    && head.regionMatches(true, line, name, 0, name.length())) {
                return head.substring(colon + 1, end).strip();
            }
            line = end + 1;
        }
        return null;
    }

    /// Digits of the base, at most `most` of them; -1 for anything else.
    private static long number(String text, int base, int most) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), base) : -1;
            if (digit < 0 || i >= most) {
                return -1;
            }
            number = number * base + digit;
        }
        return text.isEmpty() ? -1 : number;
    }

    private Progress sized(ByteBuffer heard) {
        take(heard);
        return left == 0 || body.full() ? whole() : new Progress.More();
    }

    private void take(ByteBuffer heard) {
        int n = (int) Math.min(left, heard.remaining());
        body.add(heard.slice(heard.position(), n));
        heard.position(heard.position() + n);
        left -= n;
    }

    /// A size in hexadecimal and perhaps an extension; the empty line after a chunk counts as none.
    private Progress chunkSize(ByteBuffer heard) {
        char c = (char) (heard.get() & 0xff);
        if (c != '\n') {
            chunkLine.append(c);
            return chunkLine.length() > LONGEST_CHUNK_LINE
                    ? strange("a chunk has no size")
                    : new Progress.More();
        }
        String size = chunkLine.toString().split(";", 2)[0].strip();
        chunkLine.setLength(0);
        if (size.isEmpty()) {
            return new Progress.More();
        }
        left = number(size, 16, 15);
        if (left < 0) {
            return strange("a chunk has no size");
        }
        part = Part.CHUNK;
        return left == 0 ? whole() : new Progress.More();
    }

    private Progress chunk(ByteBuffer heard) {
        take(heard);
        part = left == 0 ? Part.CHUNK_SIZE : Part.CHUNK;
        return body.full() ? whole() : new Progress.More();
    }
}
