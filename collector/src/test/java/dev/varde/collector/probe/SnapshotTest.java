package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Server;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.ProcessMatch.ByPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir Path folder;
    private final String mark = UUID.randomUUID().toString();
    private Strangers strangers;

    @BeforeEach
    void cast() {
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() {
        strangers.close();
    }

    /// A parent with one child, both with the mark in their command lines.
    private int family() throws Exception {
        int parent =
                strangers.start(
                        "sh -c 'exec sleep 100' %1$s & exec sh -c 'sleep 100; :' %1$s"
                                .formatted(mark));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ProcessHandle.of(parent).orElseThrow().children().count() >= 2);
        return parent;
    }

    @Test
    void aWordOfTheCommandLineFindsAProcessAndItsDescendantsTheOldestFirst() throws Exception {
        int parent = family();

        Snapshot snapshot = Snapshot.take();

        Set<Integer> named = snapshot.named(new ByCommand(mark));
        assertThat(snapshot.roots(named)).containsExactly(parent);
        List<Seen> family = snapshot.family(Set.of(parent));
        assertThat(family).hasSizeGreaterThanOrEqualTo(3);
        assertThat(family.getFirst().pid()).isEqualTo(parent);
        assertThat(family).isSortedAccordingTo((a, b) -> a.startedAt().compareTo(b.startedAt()));
    }

    @Test
    void theyAreCountedTogetherAsTheCollectorCountsThem() throws Exception {
        int parent = family();

        Snapshot snapshot = Snapshot.take();

        var use = snapshot.use(snapshot.family(Set.of(parent))).orElseThrow();
        assertThat(use.processes()).isGreaterThanOrEqualTo(3);
        assertThat(use.resident()).isPositive();
        assertThat(use.threads()).isGreaterThanOrEqualTo(3);
        assertThat(snapshot.use(List.of())).isEmpty();
    }

    @Test
    void whoListensOnAPortIsFoundAndWhatAProcessListensOn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        int port = Server.freePort();
        int pid = strangers.start("exec /usr/bin/python3 -m http.server --bind 127.0.0.1 " + port);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().isTaken(port));

        Snapshot snapshot = Snapshot.take();

        assertThat(snapshot.holders(port)).containsExactly(pid);
        assertThat(snapshot.named(new ByPort(port))).containsExactly(pid);
        assertThat(snapshot.portsOf(snapshot.family(Set.of(pid))))
                .containsOnlyKeys(port)
                .containsValue(Set.of(pid));
    }

    @Test
    void aPortThatNobodyHasIsFree() throws Exception {
        int port = Server.freePort();

        Snapshot snapshot = Snapshot.take();

        assertThat(snapshot.isTaken(port)).isFalse();
        assertThat(snapshot.holders(port)).isEmpty();
    }

    @Test
    void fromTheEnvironmentComeNamesAndNoValues() throws Exception {
        int pid = strangers.start("export DATABASE_URL=postgres://u:s3cr3t@db/x; exec sleep 100");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().process(pid).orElseThrow().name().equals("sleep"));

        Origin origin = Snapshot.take().origin(pid);

        assertThat(origin.environment()).contains("DATABASE_URL", "PATH");
        assertThat(origin.toString()).doesNotContain("s3cr3t");
        assertThat(origin.folder()).isNotNull();
        assertThat(String.valueOf(origin.program())).contains("sleep");
    }

    @Test
    void aProcessMayHaveAsManyFilesAsItsOwnLimitSays() throws Exception {
        int pid = strangers.start("ulimit -n 64; exec sleep 100");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().process(pid).orElseThrow().name().equals("sleep"));
        Snapshot snapshot = Snapshot.take();

        Snapshot.Limits limits = snapshot.limits(snapshot.process(pid).orElseThrow());

        assertThat(limits.descriptorLimit()).isEqualTo(64);
        assertThat(limits.descriptors()).isBetween(1, 64);
    }

    @Test
    void whatNobodyIsHasNoFamily() {
        Snapshot snapshot = Snapshot.take();

        assertThat(snapshot.named(new ByCommand(mark))).isEmpty();
        assertThat(snapshot.family(Set.of())).isEmpty();
        assertThat(snapshot.process(Integer.MAX_VALUE)).isEmpty();
    }
}
