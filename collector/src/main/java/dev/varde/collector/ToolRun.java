package dev.varde.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a tool within a time and keeps the beginning of what it prints in memory.
public final class ToolRun {
    /// Bytes of UTF-8; more than the characters that are kept, so that what is cut is noticed.
    private static final int MOST_BYTES = 512 << 10;

    private static final int TROUBLE_CHARS = 300;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /// @param trouble why what it printed is no answer, or null
    public record Answer(String text, @Nullable String trouble) {
        public boolean well() {
            return trouble == null;
        }
    }

    private ToolRun() {}

    public static Answer run(List<String> argv, Duration limit) throws InterruptedException {
        Process process;
        try {
            process = CleanEnvironment.of(argv).redirectErrorStream(true).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Answer("", String.valueOf(e.getMessage()));
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Thread reader = Thread.ofVirtual().start(() -> read(process, printed));
        boolean ended = process.waitFor(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        boolean _ = reader.join(LAST_WORDS);
        return answer(ended ? process.exitValue() : null, text(printed));
    }

    private static Answer answer(@Nullable Integer code, String text) {
        if (code == null) {
            return new Answer(text, "gave no answer in time");
        }
        if (code != 0) {
            String said = text.strip();
            return new Answer(
                    text,
                    "ended with exit code "
                            + code
                            + ": "
                            + said.substring(0, Math.min(said.length(), TROUBLE_CHARS)));
        }
        return text.isBlank() ? new Answer("", "printed nothing") : new Answer(text, null);
    }

    /// To the end, so that the tool is not stopped by a full pipe.
    private static void read(Process process, ByteArrayOutputStream printed) {
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (printed) {
                    printed.write(buffer, 0, Math.min(n, MOST_BYTES - printed.size()));
                }
            }
        } catch (IOException _) { // it was ended
            return;
        }
    }

    private static String text(ByteArrayOutputStream printed) {
        synchronized (printed) {
            return printed.toString(StandardCharsets.UTF_8);
        }
    }
}
