package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.probe.Snapshot;
import dev.varde.standalone.broker.FreePorts;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir Path folder;
    private Strangers strangers;
    private int port;

    @BeforeEach
    void cast() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        strangers = new Strangers(folder);
        port = FreePorts.find(1)[0];
    }

    @AfterEach
    void end() {
        if (strangers != null) {
            strangers.close();
        }
    }

    private int server() throws Exception {
        int pid = strangers.start("exec /usr/bin/python3 -m http.server --bind 127.0.0.1 " + port);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().isTaken(port));
        return pid;
    }

    @Test
    void aPortThatItHoldsIsWell() throws Exception {
        int pid = server();
        Cast cast = new Cast();

        Line line = Ports.of(cast.running(pid, null, port), cast.findings()).getFirst();

        assertThat(line.status()).isEqualTo(Status.OK);
        assertThat(line.what()).contains("port " + port, "held by it", "pid " + pid);
    }

    @Test
    void aPortThatAnotherHoldsNamesTheOther() throws Exception {
        int other = server();
        int own = strangers.start("exec sleep 100");
        Cast cast = new Cast();

        Line line = Ports.of(cast.running(own, null, port), cast.findings()).getFirst();

        assertThat(line.status()).isEqualTo(Status.BAD);
        assertThat(line.what()).contains("held by another: pid " + other, "http.server");
        assertThat(line.remedies()).isNotEmpty();
    }

    @Test
    void aPortThatNobodyHoldsIsBad() throws Exception {
        int own = strangers.start("exec sleep 100");
        Cast cast = new Cast();

        Line line = Ports.of(cast.running(own, null, port), cast.findings()).getFirst();

        assertThat(line.status()).isEqualTo(Status.BAD);
        assertThat(line.what()).contains("nobody listens on port " + port);
    }

    @Test
    void otherPortsAreToldToo() throws Exception {
        int pid = server();
        Cast cast = new Cast();

        assertThat(Ports.of(cast.running(pid, null), cast.findings()))
                .singleElement()
                .matches(l -> l.what().equals("listens on " + port));
    }
}
