package dev.varde.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import dev.varde.collector.LogBook.LastWords;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.ExitStatus;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.UnitFact.CoreDumped;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.UnitFact.WatchdogExpired;
import dev.varde.events.config.Configuration.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a systemd and a journald that really run, with units that really die.
class RealSystemdTest {
    private static @Nullable RealSystemd booted;

    @TempDir Path folder;
    private final Told told = new Told();

    @BeforeAll
    static void boot() throws Exception {
        booted = RealSystemd.boot();
    }

    @AfterAll
    static void powerOff() throws Exception {
        if (booted != null) {
            booted.close();
        }
    }

    private static RealSystemd systemd() {
        return java.util.Objects.requireNonNull(booted);
    }

    private Journal follow(String... units) {
        return follow(told, units);
    }

    private Journal follow(Told audience, String... units) {
        List<Service> services =
                Stream.of(units).map(u -> Services.of(u.replace(".service", ""), u)).toList();
        Journal journal =
                Journal.open(
                        new Journal.Settings(
                                systemd().command("journalctl"),
                                Duration.ofMillis(100),
                                true,
                                false),
                        services,
                        folder.resolve("journal.position"),
                        audience,
                        InstantSource.system());
        journal.follow(audience.audience());
        return journal;
    }

    private UnitProcessExited exitOf(String unit) {
        return told.await(UnitProcessExited.class, e -> e.unit().equals(unit));
    }

    @Test
    void aUnitKilledByASignalIsToldWithIt() throws Exception {
        systemd().unit("sleeper.service", "[Service]\nExecStart=/bin/sleep 1000");
        try (Journal _ = follow("sleeper.service")) {
            systemd().sh("systemctl start sleeper && systemctl kill -s KILL sleeper");

            assertThat(exitOf("sleeper.service").exit()).isEqualTo(ExitStatus.signalled(9, false));
            assertThat(told.await(UnitFailed.class).result()).isEqualTo("signal");
        }
        assertThat(told.timesUnitsSpoke()).isPositive();
    }

    @Test
    void aCodeARestartAndTheStartLimitAreToldInTheirOrder() throws Exception {
        systemd()
                .unit(
                        "crasher.service",
                        """
                        [Unit]
                        StartLimitBurst=3
                        StartLimitIntervalSec=60
                        [Service]
                        ExecStart=/bin/sh -c "exit 7"
                        Restart=on-failure
                        RestartSec=50ms
                        """);
        try (Journal _ = follow("crasher.service")) {
            systemd().sh("systemctl start crasher || true");

            told.await(StartLimitHit.class);
        }
        assertThat(exitOf("crasher.service"))
                .extracting(
                        UnitProcessExited::main, UnitProcessExited::code, UnitProcessExited::status)
                .containsExactly(true, EndCode.EXITED, 7);
        assertThat(told.facts(RestartScheduled.class))
                .extracting(RestartScheduled::counter)
                .startsWith(1, 2, 3);
        assertThat(told.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aProcessBesideTheMainOneIsToldAsSuch() throws Exception {
        systemd()
                .unit(
                        "helper.service",
                        "[Service]\nExecStartPre=/bin/sh -c \"exit 3\"\nExecStart=/bin/sleep 1000");
        try (Journal _ = follow("helper.service")) {
            systemd().sh("systemctl start helper || true");

            assertThat(exitOf("helper.service"))
                    .extracting(UnitProcessExited::main, UnitProcessExited::status)
                    .containsExactly(false, 3);
        }
    }

    @Test
    void aKillForTheMemoryLimitIsASignalToAUnitManagerOfCgroupVersionOne() throws Exception {
        systemd()
                .unit(
                        "hungry.service",
                        """
                        [Service]
                        MemoryMax=30M
                        MemorySwapMax=0
                        ExecStart=/usr/bin/python3 -c "x = [bytearray(1 << 20) for _ in range(400)]"
                        """);
        try (Journal _ = follow("hungry.service")) {
            systemd().sh("systemctl start hungry || true");

            assertThat(exitOf("hungry.service").exit()).isEqualTo(ExitStatus.signalled(9, false));
            assertThat(told.await(UnitFailed.class).result()).isIn("signal", "oom-kill");
        }
    }

    @Test
    void aWatchdogThatExpiresIsTold() throws Exception {
        systemd()
                .unit(
                        "hanger.service",
                        """
                        [Service]
                        Type=notify
                        NotifyAccess=all
                        WatchdogSec=500ms
                        ExecStart=/bin/sh -c "systemd-notify --ready; exec sleep 1000"
                        """);
        try (Journal _ = follow("hanger.service")) {
            systemd().sh("systemctl start hanger");

            told.await(WatchdogExpired.class, w -> w.unit().equals("hanger.service"));
            assertThat(told.await(UnitFailed.class).result()).isEqualTo("watchdog");
        }
    }

    /// The kernel starts systemd-coredump outside of containers, so it is started here as the
    /// kernel does (core(5)): with what it is told of the process, and the core as its input.
    @Test
    void aCoreDumpIsTold() throws Exception {
        systemd().unit("dumper.service", "[Service]\nExecStart=/bin/sleep 1000");
        try (Journal _ = follow("dumper.service")) {
            systemd()
                    .sh(
                            """
                            systemctl start dumper systemd-coredump.socket
                            pid=$(systemctl show -p MainPID --value dumper)
                            echo core | /usr/lib/systemd/systemd-coredump \
                                $pid 0 0 11 $(date +%s) 18446744073709551615 here
                            """);

            CoreDumped dump = told.await(CoreDumped.class);

            assertThat(dump.unit()).isEqualTo("dumper.service");
            assertThat(dump.signal()).isEqualTo(11);
            assertThat(dump.comm()).isEqualTo("sleep");
            assertThat(dump.exe()).contains("sleep");
        }
    }

    @Test
    void aTracebackInTheJournalIsOneEventWithItsProcess() throws Exception {
        systemd()
                .unit(
                        "thrower.service",
                        """
                        [Service]
                        ExecStart=/usr/bin/python3 -c "def f(): raise ValueError('no clients')\\nf()"
                        """);
        try (Journal _ = follow("thrower.service")) {
            systemd().sh("systemctl start thrower");

            LogMatched trace = told.await(LogMatched.class, m -> m.kind() == LogKind.STACK_TRACE);

            assertThat(trace.file()).isEqualTo("journal:thrower.service");
            assertThat(trace.lines()).first().asString().startsWith("Traceback");
            assertThat(trace.lines()).last().asString().isEqualTo("ValueError: no clients");
            assertThat(trace.pid()).isPositive();
            assertThat(exitOf("thrower.service").status()).isEqualTo(1);
        }
    }

    @Test
    void theLastLinesOfADeathAreThereAtOnce() throws Exception {
        systemd()
                .unit(
                        "speaker.service",
                        "[Service]\nExecStart=/bin/sh -c \"echo loading clients; echo FATAL: no disk\"");
        try (Journal journal = follow("speaker.service")) {
            Awaitility.await().untilAsserted(() -> assertThat(journal.isFollowing()).isTrue());
            systemd().sh("systemctl start --wait speaker");

            LastWords words = journal.drain(Services.of("speaker", "speaker.service").name());

            assertThat(words.tails()).hasSize(1);
            assertThat(words.tails().getFirst().lines())
                    .contains("loading clients", "FATAL: no disk");
            assertThat(words.writtenAt()).isNotNull();
            assertThat(told.lines()).contains("FATAL: no disk");
        }
        assertThat(told.ids()).doesNotHaveDuplicates();
    }

    @Test
    void whatHappenedWhileTheCollectorWasAwayIsToldAtItsNextStart() throws Exception {
        systemd()
                .unit(
                        "away.service",
                        "[Service]\nExecStart=/bin/sh -c \"echo ERROR gone; exit 5\"");
        follow("away.service").close();
        assertThat(told.facts(UnitProcessExited.class)).isEmpty();

        systemd().sh("systemctl start --wait away || true");
        try (Journal _ = follow("away.service")) {
            assertThat(exitOf("away.service").status()).isEqualTo(5);
            told.await(LogMatched.class);
        }
        follow("away.service").close();

        assertThat(told.facts(UnitProcessExited.class)).hasSize(1);
        assertThat(told.lines()).containsExactly("ERROR gone");
    }

    @Test
    void whatTheBrokerHasNotAcknowledgedIsToldAgainWithTheSameIds() throws Exception {
        systemd().unit("again.service", "[Service]\nExecStart=/bin/sh -c \"exit 9\"");
        told.brokerIsAway();
        try (Journal _ = follow("again.service")) {
            systemd().sh("systemctl start --wait again || true");
            told.await(UnitFailed.class);
        }
        List<String> first = told.ids();

        Told later = new Told();
        try (Journal _ = follow(later, "again.service")) {
            later.await(UnitFailed.class);
        }

        assertThat(told.ids()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(later.ids()).isEqualTo(first);
    }

    @Test
    void aUserWithoutTheGroupsIsToldWhatIsMissing() throws Exception {
        Told nobody = new Told();
        List<String> command =
                Stream.concat(
                                systemd().command("runuser").stream(),
                                Stream.of("-u", "nobody", "--", "journalctl"))
                        .toList();
        try (Journal journal =
                Journal.open(
                        new Journal.Settings(command, Duration.ofMillis(100), true, false),
                        List.of(Services.kontali()),
                        folder.resolve("journal.position"),
                        nobody,
                        InstantSource.system())) {
            journal.follow(nobody.audience());

            assertThat(nobody.await(BlindSpot.class).remedy()).contains("systemd-journal");
        }
    }

    @Test
    @Case(44)
    void entriesThatWereRemovedBeforeTheyWereReadAreSaidToBeLost() throws Exception {
        systemd().unit("lost.service", "[Service]\nExecStart=/bin/sh -c \"exit 9\"");
        try (Journal _ = follow("lost.service")) {
            systemd().sh("systemctl start --wait lost || true");
            told.await(UnitFailed.class);
        }

        systemd()
                .sh(
                        "systemctl start --wait lost || true; journalctl --rotate -q; sleep 0.1;"
                                + " journalctl --vacuum-time=1us -q");
        try (Journal _ = follow("lost.service")) {
            GapSeen gap = told.await(GapSeen.class);

            assertThat(gap.source()).isEqualTo("journal");
            assertThat(gap.reason()).contains("removed before they could be read");
            systemd().sh("systemctl start --wait lost || true");
            Awaitility.await().until(() -> told.facts(UnitFailed.class).size() == 2);
        }
    }

    @Test
    @Case(44)
    void aJournalThatIsRotatedWhileItIsFollowedLosesNothing() throws Exception {
        systemd().unit("turner.service", "[Service]\nExecStart=/bin/sh -c \"exit 4\"");
        try (Journal _ = follow("turner.service")) {
            for (int i = 0; i < 3; i++) {
                systemd().sh("systemctl start --wait turner || true; journalctl --rotate -q");
            }

            Awaitility.await().until(() -> told.facts(UnitProcessExited.class).size() == 3);
        }
        assertThat(told.facts(GapSeen.class)).isEmpty();
    }

    @Test
    @Case(44)
    void aJournalctlThatIsKilledIsBegunAgainWithoutALoss() throws Exception {
        systemd().unit("killer.service", "[Service]\nExecStart=/bin/sh -c \"exit 4\"");
        try (Journal journal = follow("killer.service")) {
            Awaitility.await().until(journal::isFollowing);
            systemd().sh("systemctl start --wait killer || true");
            Awaitility.await().until(() -> told.facts(UnitProcessExited.class).size() == 1);

            systemd().sh("pkill -KILL journalctl; systemctl start --wait killer || true");

            Awaitility.await().until(() -> told.facts(UnitProcessExited.class).size() == 2);
        }
        assertThat(told.facts(GapSeen.class)).isEmpty();
        assertThat(told.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aProgramThatWritesWhatOnlySystemdMayWriteIsNotBelieved() throws Exception {
        systemd().unit("victim.service", "[Service]\nExecStart=/bin/sleep 1000");
        systemd()
                .unit(
                        "liar.service",
                        """
                        [Service]
                        ExecStart=/usr/bin/logger --journald=/tmp/lie
                        """);
        try (Journal _ = follow("victim.service", "liar.service")) {
            systemd()
                    .sh(
                            """
                            cat > /tmp/lie <<'END'
                            MESSAGE_ID=98e322203f7a4ed290d09fe03c09fe15
                            MESSAGE=victim.service: Main process exited, code=killed, status=9/KILL
                            UNIT=victim.service
                            EXIT_CODE=killed
                            EXIT_STATUS=9
                            _PID=1
                            END
                            sed 's/98e322203f7a4ed290d09fe03c09fe15/fe6faa94e7774663a0da52717891d8ef/' \
                                /tmp/lie > /tmp/lie2
                            systemctl start --wait liar; logger --journald=/tmp/lie2
                            systemctl start victim; systemctl kill -s TERM --kill-who=main victim
                            """);
            Awaitility.await().until(() -> told.timesUnitsSpoke() > 2);
            systemd().sh("systemctl start victim; systemctl kill -s ABRT victim");

            assertThat(exitOf("victim.service").exit()).isEqualTo(ExitStatus.signalled(6, false));
        }
        assertThat(told.kills()).isEmpty();
    }
}
