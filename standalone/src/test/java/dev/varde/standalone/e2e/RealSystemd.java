package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A small Debian with a real systemd in a container, in which Varde can be run. Its network is the
/// machine's.
final class RealSystemd implements AutoCloseable {
    private static final int NOT_HERE = 77;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /// Of the collector's tests, which also build the tree that it boots.
    private static final String SCRIPT =
            new File("../collector/src/test/resources/real-systemd").getAbsolutePath();

    private static final String JAVA = System.getProperty("java.home");
    private static final String APPLICATION = System.getProperty("varde.application", "");

    private final String name;
    private final Process boot;

    private RealSystemd(String name, Process boot) {
        this.name = name;
        this.boot = boot;
    }

    /// What a command printed, and its exit status.
    record Said(int status, String text) {}

    /// Leaves the test out where it cannot be had.
    ///
    /// @param folder of the machine, to be seen in it, read-only
    static RealSystemd boot(Path folder) throws IOException {
        Said made = run(SCRIPT, "make");
        assumeTrue(made.status() != NOT_HERE, "left out: a real systemd, as " + made.text());
        String name = "varde-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        RealSystemd systemd =
                new RealSystemd(
                        name,
                        new ProcessBuilder(
                                        SCRIPT,
                                        "boot",
                                        name,
                                        JAVA,
                                        String.valueOf(Path.of(APPLICATION).getParent()),
                                        folder.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start());
        Said ready = run(SCRIPT, "ready", name);
        if (ready.status() == NOT_HERE) {
            systemd.close();
        }
        assumeTrue(ready.status() != NOT_HERE, "left out: a real systemd, as " + ready.text());
        return systemd;
    }

    /// Runs a command in it.
    Said inside(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(SCRIPT, "in", name));
        all.addAll(List.of(command));
        return run(all.toArray(String[]::new));
    }

    Said shell(String script) throws IOException {
        return inside("sh", "-c", script);
    }

    Said varde(String arguments) throws IOException {
        return shell(command(arguments));
    }

    /// Varde with these arguments, as a line for its shell.
    static String command(String arguments) {
        return JAVA
                + "/bin/java -Xlog:disable -Xlog:all=warning:stderr -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                + " --sun-misc-unsafe-memory-access=allow"
                + " -Djava.util.logging.manager=org.jboss.logmanager.LogManager -jar "
                + APPLICATION
                + " "
                + arguments;
    }

    @Override
    public void close() throws IOException {
        Said _ = run(SCRIPT, "stop", name);
        Ends.gently(boot, 20);
    }

    private static Said run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(Ends.within(process, 60)).as(text).isTrue();
        return new Said(process.exitValue(), text);
    }
}
