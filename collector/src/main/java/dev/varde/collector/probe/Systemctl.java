package dev.varde.collector.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks systemd about many units with one `systemctl show`.
///
/// @param command the program that answers, with arguments before its own where it runs elsewhere
record Systemctl(List<String> command) {
    static final Systemctl HERE = new Systemctl(List.of("systemctl"));

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 4 << 20;

    Systemctl {
        command = List.copyOf(command);
    }

    List<String> show(List<String> units, String properties) {
        List<String> argv = new ArrayList<>(command);
        argv.addAll(List.of("show", "--no-pager", "-p", properties, "--"));
        argv.addAll(units);
        return argv;
    }

    /// What it says of the units, as it stands there.
    ///
    /// @throws IOException when it cannot be started, fails, or gives no answer within 10 s; with a
    ///   reason to show
    String ask(List<String> units) throws IOException, InterruptedException {
        return ask(units, UnitState.PROPERTIES, PATIENCE);
    }

    /// @param properties their names, divided by commas
    /// @throws IOException as above, with this patience
    String ask(List<String> units, String properties, Duration patience)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(show(units, properties)).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            FutureTask<String> answer = new FutureTask<>(() -> answer(process, out));
            Thread.ofVirtual().name("varde-systemctl").start(answer);
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            String within = " within " + patience.toMillis() / 1000.0 + " s";
            throw new IOException("systemctl gave no answer" + within.replace(".0 s", " s"), late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), failed);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String answer(Process process, InputStream out)
            throws IOException, InterruptedException {
        String text = new String(out.readNBytes(MOST), StandardCharsets.UTF_8);
        out.transferTo(java.io.OutputStream.nullOutputStream());
        if (process.waitFor() != 0) {
            throw new IOException(text.strip().substring(0, Math.min(500, text.strip().length())));
        }
        return text;
    }
}
