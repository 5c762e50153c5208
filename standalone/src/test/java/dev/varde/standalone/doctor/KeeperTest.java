package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    @TempDir Path folder;
    private Strangers strangers;

    @BeforeEach
    void cast() {
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() {
        strangers.close();
    }

    /// Of a process whose parent is called so.
    private Keeper under(String name) throws Exception {
        Path program = folder.resolve(name);
        Files.copy(Path.of("/bin/sh").toRealPath(), program);
        int parent = strangers.start("exec " + program + " -c 'sleep 100 & wait'");
        Awaitility.await()
                .until(() -> ProcessHandle.of(parent).orElseThrow().children().count() == 1);
        long child =
                ProcessHandle.of(parent).orElseThrow().children().findFirst().orElseThrow().pid();
        Snapshot snapshot = Snapshot.take();
        Seen seen = snapshot.process((int) child).orElseThrow();
        return Keeper.of(seen, snapshot);
    }

    @Test
    void aSupervisorAboveItKeepsIt() throws Exception {
        assertThat(under("supervisord"))
                .isInstanceOfSatisfying(
                        Keeper.Supervisor.class,
                        s -> assertThat(s.what()).isEqualTo("supervisord"));
    }

    @Test
    void aTerminalAboveItEndsWithIt() throws Exception {
        assertThat(under("screen")).isInstanceOf(Keeper.Session.class);
    }

    @Test
    void anythingElseKeepsNothing() throws Exception {
        assertThat(under("launcher")).isInstanceOf(Keeper.Nobody.class);
    }
}
