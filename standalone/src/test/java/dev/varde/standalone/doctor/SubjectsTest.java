package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.probe.Snapshot;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.Service;
import dev.varde.standalone.broker.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectsTest {
    @TempDir Path folder;
    private final String mark = "kontali-" + UUID.randomUUID();
    private Strangers strangers;

    @BeforeEach
    void cast() {
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() {
        strangers.close();
    }

    private static List<Subject> asked(String word, Service... services) throws Exception {
        return new Subjects(List.of(services), Snapshot.take()).asked(word);
    }

    /// A program that is called by the mark.
    private int named() throws Exception {
        Path program = folder.resolve(mark);
        Files.copy(Path.of("/bin/sleep"), program);
        int pid = strangers.start("exec " + program + " 100");
        awaitCommand(pid, mark);
        return pid;
    }

    private static void awaitCommand(int pid, String text) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        Snapshot.take()
                                .process(pid)
                                .filter(p -> p.command().contains(text))
                                .filter(p -> !p.name().equals("sh"))
                                .isPresent());
    }

    @Test
    void aWordFindsTheProgramThatIsCalledSoAndNotOneThatOnlyNamesIt() throws Exception {
        int program = named();
        int mentions =
                strangers.start("exec python3 -c 'import time; time.sleep(100)' --x=" + mark);
        awaitCommand(mentions, "python");

        List<Subject> found = asked(mark);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().main().orElseThrow().pid()).isEqualTo(program);
        assertThat(found.getFirst().configured()).isFalse();
    }

    @Test
    void aWordThatOnlyStandsInACommandLineFindsThatProcess() throws Exception {
        int pid = strangers.start("exec python3 -c 'import time; time.sleep(100)' --x=" + mark);
        awaitCommand(pid, "python");

        assertThat(asked(mark).getFirst().main().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void severalThatAreCalledSoAreSeveralSubjectsNamedByTheirPids() throws Exception {
        int first = named();
        int second = strangers.start("exec " + folder.resolve(mark) + " 101");
        awaitCommand(second, mark);

        assertThat(asked(mark))
                .extracting(Subject::name)
                .containsExactlyInAnyOrder(Integer.toString(first), Integer.toString(second));
    }

    @Test
    void aPortFindsWhoListensAndAPidItsProcess() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        int port = FreePorts.find(1)[0];
        int pid = strangers.start("exec /usr/bin/python3 -m http.server --bind 127.0.0.1 " + port);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().isTaken(port));

        Subject byPort = asked(":" + port).getFirst();
        Subject byPid = asked(Integer.toString(pid)).getFirst();

        assertThat(byPort.main().orElseThrow().pid()).isEqualTo(pid);
        assertThat(byPort.expected()).containsExactly(port);
        assertThat(byPid.ports()).containsOnlyKeys(port);
        assertThat(byPid.service().health()).isNotEmpty();
    }

    @Test
    void aConfiguredNameComesBeforeEverythingElse() throws Exception {
        int pid = named();
        Service service =
                new Service(
                        new ServiceName("8000"),
                        Map.of(),
                        new ByCommand(mark),
                        List.of(),
                        List.of(),
                        List.of(),
                        null);

        Subject found = asked("8000", service).getFirst();

        assertThat(found.configured()).isTrue();
        assertThat(found.main().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void whatNobodyIsIsASubjectThatDoesNotRun() throws Exception {
        assertThat(asked(mark).getFirst().runs()).isFalse();
        assertThat(asked(":" + FreePorts.find(1)[0]).getFirst().runs()).isFalse();
        assertThat(asked("999999999").getFirst().runs()).isFalse();
        assertThat(asked(mark + ".service").getFirst().unit()).isEqualTo(mark + ".service");
    }

    @Test
    void withoutAConfigurationWhatListensIsLookedAt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        int port = FreePorts.find(1)[0];
        strangers.start("exec /usr/bin/python3 -m http.server --bind 127.0.0.1 " + port);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().isTaken(port));

        List<Subject> all = new Subjects(List.of(), Snapshot.take()).all();

        assertThat(all).isNotEmpty().hasSizeLessThanOrEqualTo(12).allMatch(Subject::runs);
    }

    @Test
    void aNameForFilesHoldsNothingThatAShellOrAPathWouldMind() {
        Subject hostile =
                new Subject(
                        "../../etc; rm -rf \u001b[31m",
                        Cast.service("x", List.of()),
                        null,
                        false,
                        null,
                        List.of(),
                        Map.of(),
                        List.of());

        assertThat(hostile.fileName()).matches("[A-Za-z0-9_][A-Za-z0-9._-]*").doesNotContain("/");
    }
}
