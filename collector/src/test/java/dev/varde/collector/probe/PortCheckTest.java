package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.check;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Server;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortCheckTest {
    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
    }

    @AfterEach
    void end() {
        w.close();
    }

    @Test
    void aPortThatTheServiceItselfHoldsIsWell() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        int port = Server.freePort();
        w.strangers.start(
                "exec /usr/bin/python3 -m http.server --bind 127.0.0.1 -d /nowhere-"
                        + w.mark
                        + " "
                        + port);

        w.watch(w.byMark(), check(CheckKind.PORT, Integer.toString(port)));

        CheckPassed passed = w.seen.await(CheckPassed.class);
        assertThat(passed.kind()).isEqualTo(CheckKind.PORT);
    }

    @Test
    void aPortThatAnotherProcessTookNamesItWithItsCommand() throws Exception {
        w.start("sleep 100; :");
        try (Server other = new Server(_ -> {})) {
            w.watch(w.byMark(), check(CheckKind.PORT, Integer.toString(other.port())));

            CheckFailed taken = w.seen.await(CheckFailed.class, f -> f.holder() != null);

            assertThat(taken.failure()).isEqualTo(Failure.ERROR);
            assertThat(taken.detail()).contains("another process listens");
            assertThat(requireNonNull(taken.holder()).pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
            assertThat(requireNonNull(taken.holder()).command()).contains("java");
        }
    }

    @Test
    void withoutAProcessToCompareWithAnyListenerIsWell() throws Exception {
        try (Server any = new Server(_ -> {})) {
            w.watch(
                    Configured.of(
                            Configured.kontali(
                                    null, check(CheckKind.PORT, Integer.toString(any.port())))));

            w.seen.await(CheckPassed.class);
        }
    }

    @Test
    void aLookOfAMomentAgoServesThoseWhoAreContentWithIt() throws Exception {
        Listeners listeners = new Listeners(Proc.ROOT);
        int port;
        try (Server any = new Server(_ -> {})) {
            port = any.port();
            assertThat(listeners.inodes(port)).hasSize(1);
            assertThat(listeners.holder(port)).contains((int) ProcessHandle.current().pid());
        }

        assertThat(listeners.inodes(port, Duration.ofHours(1))).hasSize(1);
        // The socket goes when the thread that accepts on it has left it.
        Awaitility.await().until(() -> listeners.inodes(port).isEmpty());
    }
}
