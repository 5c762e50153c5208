package dev.varde.collector.probe;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads figures out of small files of the kernel, again and again into one buffer, without making
/// text of them. Not thread-safe.
final class Figures {
    private final byte[] buffer;
    private int length;
    private @Nullable RandomAccessFile kept;

    /// @param most bytes that are read of a file
    Figures(int most) {
        buffer = new byte[most];
    }

    /// Takes over the file; false, and no figures, where it is not there or may not be read.
    boolean read(String path) {
        length = 0;
        try (FileInputStream in = new FileInputStream(path)) {
            int n;
            while (length < buffer.length
                    && (n = in.read(buffer, length, buffer.length - length)) > 0) {
                length += n;
            }
            return length > 0;
        } catch (IOException gone) {
            length = 0;
            return false;
        }
    }

    /// The same of a file that is there for as long as the host runs, always the same one. It stays
    /// open, because the kernel writes it anew whenever it is read from its beginning, and to open
    /// and close it costs more than that.
    boolean readAgain(String path) {
        length = 0;
        try {
            RandomAccessFile file = begun(path);
            int n;
            while (length < buffer.length
                    && (n = file.read(buffer, length, buffer.length - length)) > 0) {
                length += n;
            }
            return length > 0;
        } catch (IOException gone) {
            let();
            length = 0;
            return false;
        }
    }

    /// The next look opens it again.
    private void let() {
        RandomAccessFile file = kept;
        kept = null;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException gone) {
            kept = null;
        }
    }

    private RandomAccessFile begun(String path) throws IOException {
        RandomAccessFile file = kept;
        if (file == null) {
            file = new RandomAccessFile(path, "r");
            kept = file;
        } else {
            file.seek(0);
        }
        return file;
    }

    /// The only or first whole number; empty for words such as `max`.
    OptionalLong first() {
        return whole(blanks(0));
    }

    /// The whole number after a label at the beginning of a line.
    OptionalLong after(String label) {
        int at = line(label);
        return at < 0 ? OptionalLong.empty() : whole(blanks(at));
    }

    /// The number with a point after a text in the line that begins with the label.
    OptionalDouble after(String label, String text) {
        int at = line(label);
        while (at >= 0 && at < length && buffer[at] != '\n') {
            if (stands(text, at)) {
                return decimal(at + text.length());
            }
            at++;
        }
        return OptionalDouble.empty();
    }

    /// The whole number at a place among those divided by blanks or `/`, counted from 0.
    OptionalLong at(int place) {
        int at = 0;
        for (int i = 0; i < place; i++) {
            while (at < length && !divides(buffer[at])) {
                at++;
            }
            while (at < length && divides(buffer[at])) {
                at++;
            }
        }
        return whole(at);
    }

    private static boolean divides(byte b) {
        return b == ' ' || b == '\t' || b == '/' || b == '\n';
    }

    /// Behind the label at the beginning of a line, or -1.
    private int line(String label) {
        for (int at = 0; at < length; at++) {
            if ((at == 0 || buffer[at - 1] == '\n') && stands(label, at)) {
                return at + label.length();
            }
        }
        return -1;
    }

    private boolean stands(String text, int at) {
        if (at + text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (buffer[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int blanks(int from) {
        int at = from;
        while (at < length && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
        return at;
    }

    private OptionalLong whole(int from) {
        long number = 0;
        int at = from;
        while (at < length && digit(at) && at - from < 18) {
            number = number * 10 + buffer[at++] - '0';
        }
        if (at < length && digit(at)) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        return at == from ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /// Digits, and behind a point up to two more.
    private OptionalDouble decimal(int from) {
        OptionalLong whole = whole(from);
        if (whole.isEmpty()) {
            return OptionalDouble.empty();
        }
        int at = from;
        while (at < length && digit(at)) {
            at++;
        }
        boolean point = at + 1 < length && buffer[at] == '.' && digit(at + 1);
        double tenths = point ? (buffer[at + 1] - '0') / 10.0 : 0;
        boolean second = point && at + 2 < length && digit(at + 2);
        double hundredths = second ? (buffer[at + 2] - '0') / 100.0 : 0;
        return OptionalDouble.of(whole.getAsLong() + tenths + hundredths);
    }

    private boolean digit(int at) {
        return buffer[at] >= '0' && buffer[at] <= '9';
    }
}
