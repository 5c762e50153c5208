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

    List<String> show(List<String> units) {
        List<String> argv = new ArrayList<>(command);
        argv.addAll(List.of("show", "--no-pager", "-p", UnitState.PROPERTIES, "--"));
        argv.addAll(units);
        return argv;
    }

    /// What it says of the units, as it stands there.
    ///
    /// @throws IOException when it cannot be started, fails, or gives no answer within 10 s; with a
    ///   reason to show
    String ask(List<String> units) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(show(units)).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            FutureTask<String> answer = new FutureTask<>(() -> answer(process, out));
            Thread.ofVirtual().name("varde-systemctl").start(answer);
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException("systemctl gave no answer within 10 s", late);
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
