package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ship.Reader;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessFact.ProcessExited;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector as its own program under a real user without rights, and with single capabilities.
class UnprivilegedTest {
    private static final String NOBODY = "65534";
    private static final HostName WEB_1 = new HostName("web-1");
    private static final List<String> NEEDED =
            List.of(
                    "kafka-clients",
                    "jackson-",
                    "snakeyaml",
                    "jboss-",
                    "slf4j-",
                    "smallrye-common",
                    "re2j",
                    "hyperscan");

    @TempDir private Path directory;
    private final List<Process> processes = new ArrayList<>();
    private Path open = Path.of("/");
    private Path closed = Path.of("/");

    @BeforeEach
    void aHostWithALogThatIsOpenAndOneThatIsNot() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "left out: becoming another user needs root");
        assumeTrue(
                run("setpriv", "--version") == 0,
                "left out: setpriv of util-linux is not installed");
        everybody(directory, "rwxr-xr-x");
        open = everybody(Files.writeString(directory.resolve("open.log"), "start\n"), "rw-r--r--");
        closed =
                everybody(
                        Files.writeString(directory.resolve("closed.log"), "start\n"), "rw-------");
        library();
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    private static int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static Path everybody(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /// The collector and its libraries where everybody may read them.
    private void library() throws IOException {
        Path library = everybody(Files.createDirectory(directory.resolve("lib")), "rwxr-xr-x");
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            String name = String.valueOf(path.getFileName());
            if (Files.isDirectory(path) && !name.equals("test-classes")) {
                copy(path, library.resolve("classes"));
            } else if (NEEDED.stream().anyMatch(name::startsWith) || name.startsWith("varde-")) {
                Path jar = Files.copy(path, library.resolve(number++ + "-" + name));
                everybody(jar, "rw-r--r--");
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    everybody(Files.createDirectories(target), "rwxr-xr-x");
                } else {
                    everybody(Files.copy(path, target), "rw-r--r--");
                }
            }
        }
    }

    private Process backend() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        Files.writeString(directory.resolve("app.pid"), Long.toString(process.pid()));
        processes.add(process);
        return process;
    }

    /// @param more options of setpriv(1)
    private Process collector(Path data, String... more) throws Exception {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(
                file,
                """
                host: {name: web-1}
                kafka: {bootstrap-servers: "127.0.0.1:1"}
                services:
                  - name: kontali
                    process: {pid-file: %s/app.pid}
                    logs: [%s, %s]
                """
                        .formatted(directory, open, closed));
        Files.createDirectory(data);
        run("chown", NOBODY + ":" + NOBODY, data.toString());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups"));
        command.addAll(List.of(more));
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        directory.resolve("lib/classes") + ":" + directory.resolve("lib") + "/*",
                        CollectorProgram.class.getName(),
                        "-c",
                        file.toString(),
                        "--data",
                        data.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("out").toFile())
                        .start();
        processes.add(process);
        return process;
    }

    private void awaitInLog(Path data, String text) {
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        Files.exists(data.resolve("varde.log"))
                                && Files.readString(data.resolve("varde.log")).contains(text));
    }

    private static List<HostEvent> ended(Process collector, Path data) throws Exception {
        collector.destroy();
        assertThat(collector.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Reader.readAll(data.resolve("spool"), WEB_1);
    }

    private static <F extends Fact> List<F> of(List<HostEvent> events, Class<F> kind) {
        return events.stream()
                .map(HostEvent::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void withoutAnyRightItSeesWhatItMayAndSaysWhatItMayNot() throws Exception {
        Path data = directory.resolve("data");
        Process backend = backend();
        Process collector = collector(data);
        awaitInLog(data, "watching 1 services");
        Files.writeString(open, "ERROR seen\n", StandardOpenOption.APPEND);
        Files.writeString(closed, "ERROR hidden\n", StandardOpenOption.APPEND);
        backend.destroyForcibly();
        awaitEvents(data);

        List<HostEvent> events = ended(collector, data);
        assertThat(of(events, CollectorStarted.class)).hasSize(1);
        assertThat(of(events, ProcessExited.class)).hasSize(1);
        assertThat(of(events, LogMatched.class))
                .flatExtracting(LogMatched::lines)
                .containsExactly("ERROR seen");
        List<BlindSpot> spots = of(events, BlindSpot.class);
        assertThat(spots).allMatch(s -> !s.remedy().isBlank());
        assertThat(spots)
                .extracting(BlindSpot::source)
                .doesNotHaveDuplicates()
                .contains(closed.toString(), "descriptors")
                .doesNotContain(open.toString());
        if (restricted()) {
            assertThat(spots).extracting(BlindSpot::source).contains("kmsg");
        }
    }

    @Test
    void aLogThatMayBeReadAgainIsToldAsCured() throws Exception {
        Path data = directory.resolve("data");
        Process collector = collector(data);
        awaitInLog(data, closed + " cannot be read");
        everybody(closed, "rw-r--r--");
        await().atMost(Duration.ofSeconds(30)).until(() -> spooled(data, "blind-spot.cured"));

        assertThat(of(ended(collector, data), BlindSpotCured.class))
                .extracting(BlindSpotCured::source)
                .contains(closed.toString());
    }

    @Test
    void withTheCapabilityForItTheKernelsLogIsRead() throws Exception {
        assumeTrue(restricted(), "left out: everybody may read the kernel's log of this host");
        Path data = directory.resolve("data");
        Process collector = collector(data, "--inh-caps", "+syslog", "--ambient-caps", "+syslog");
        awaitInLog(data, "watching 1 services");
        await().atMost(Duration.ofSeconds(20)).until(() -> spooled(data, "memory.host"));

        List<HostEvent> events = ended(collector, data);
        assertThat(of(events, BlindSpot.class))
                .extracting(BlindSpot::source)
                .doesNotContain("kmsg")
                .contains("descriptors");
    }

    private static boolean restricted() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/dmesg_restrict")).strip().equals("1");
    }

    private void awaitEvents(Path data) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        spooled(data, "process.exited")
                                && spooled(data, "ERROR seen")
                                && spooled(data, "descriptors"));
    }

    private static boolean spooled(Path data, String text) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("spool"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
