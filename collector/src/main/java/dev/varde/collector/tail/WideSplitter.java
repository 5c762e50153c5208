package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Splits UTF-16 into lines, as told by the byte order mark at the beginning of a file. Each line
/// is made text; such logs are rare and small.
final class WideSplitter implements Splitter {
    private static final int MOST = 128 << 10;

    private final Lines lines;
    private final Charset charset;
    private final int low;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long start;
    private long lineBytes;
    private int before = -1;

    /// @param charset one of the two UTF-16
    /// @param start offset of the first byte that will be fed, even
    WideSplitter(Charset charset, long start, Lines lines) {
        this.charset = charset;
        this.low = charset.equals(StandardCharsets.UTF_16LE) ? 0 : 1;
        this.start = start;
        this.lines = lines;
    }

    Charset charset() {
        return charset;
    }

    /// The character set that the first two bytes of a file tell.
    static Optional<Charset> told(byte[] head, int length) {
        if (length < 2) {
            return Optional.empty();
        }
        return switch ((head[0] & 0xff) << 8 | (head[1] & 0xff)) {
            case 0xfffe -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xfeff -> Optional.of(StandardCharsets.UTF_16BE);
            default -> Optional.empty();
        };
    }

    /// Whether these two bytes are a newline.
    static boolean isNewline(Charset charset, byte first, byte second) {
        boolean little = charset.equals(StandardCharsets.UTF_16LE);
        return (little ? second : first) == 0 && (little ? first : second) == '\n';
    }

    @Override
    public void feed(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            int b = chunk[i] & 0xff;
            if (before < 0) {
                before = b;
            } else {
                unit(before, b);
                before = -1;
            }
        }
    }

    private void unit(int first, int second) {
        lineBytes += 2;
        if ((low == 0 ? second << 8 | first : first << 8 | second) == '\n') {
            end();
        } else if (line.size() < MOST) {
            line.write(first);
            line.write(second);
        }
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public void endPartial() {
        if (lineBytes > 0) {
            end();
        }
    }

    private void end() {
        byte[] text = line.toString(charset).getBytes(UTF_8);
        long cut = Math.max(0, lineBytes - 2 - line.size());
        long offset = start;
        start += lineBytes;
        lineBytes = 0;
        line.reset();
        lines.line(new RawLine(offset, text, 0, text.length, text.length + cut));
    }
}
