package dev.varde.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A container with a real systemd and journald; left out with the reason where it cannot be had.
/// The first time it is built, which takes a minute or two.
public final class RealSystemd implements AutoCloseable {
    private static final int NOT_HERE = 77;
    private static final String SCRIPT =
            new File("src/test/resources/real-systemd").getAbsolutePath();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final Process boot;

    private RealSystemd(String name, Process boot) {
        this.name = name;
        this.boot = boot;
    }

    /// @param directories of the host that are there too, under the same names
    public static RealSystemd boot(String... directories) throws IOException, InterruptedException {
        String name = "varde-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        leaveOutUnlessItWorks("make");
        List<String> verb = new ArrayList<>(List.of(SCRIPT, "boot", name));
        verb.addAll(List.of(directories));
        Process boot =
                new ProcessBuilder(verb)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        RealSystemd container = new RealSystemd(name, boot);
        try {
            leaveOutUnlessItWorks("ready", name);
        } catch (RuntimeException | Error e) {
            container.close();
            throw e;
        }
        return container;
    }

    private static void leaveOutUnlessItWorks(String... verb)
            throws IOException, InterruptedException {
        Said said = run(List.of(verb));
        boolean here = said.status() != NOT_HERE;
        if (!here) {
            System.out.println("left out: a real systemd, as " + said.text());
        }
        assumeTrue(here, "left out: a real systemd, as " + said.text());
        assertThat(said.status()).as(said.text()).isZero();
    }

    private record Said(int status, String text) {}

    private static Said run(List<String> verb) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(SCRIPT));
        argv.addAll(verb);
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return new Said(process.exitValue(), text);
    }

    /// A command that runs inside, to be followed by its arguments.
    public List<String> command(String program) {
        return List.of(SCRIPT, "in", name, program);
    }

    /// Runs a shell script inside; what it prints.
    public String sh(String script) throws IOException, InterruptedException {
        List<String> verb = new ArrayList<>(List.of("in", name, "sh", "-c", script));
        Said said = run(verb);
        assertThat(said.status()).as("%s: %s", script, said.text()).isZero();
        return said.text();
    }

    /// Writes a unit file and has systemd read it.
    public void unit(String unit, String text) throws IOException, InterruptedException {
        sh(
                "cat > /etc/systemd/system/"
                        + unit
                        + " <<'END'\n"
                        + text
                        + "\nEND\nsystemctl daemon-reload");
    }

    @Override
    public void close() throws IOException {
        try {
            run(List.of("stop", name));
            boot.destroyForcibly();
            boot.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            boot.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
