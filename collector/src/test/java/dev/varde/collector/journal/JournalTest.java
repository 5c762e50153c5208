package dev.varde.collector.journal;

import static dev.varde.collector.journal.Entries.cursor;
import static dev.varde.collector.journal.Entries.entry;
import static dev.varde.collector.journal.Entries.exited;
import static dev.varde.collector.journal.Entries.line;
import static dev.varde.collector.journal.Entries.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import dev.varde.collector.LogBook.LastWords;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a journal and a journalctl that misbehave do to the collector, from recorded entries.
class JournalTest {
    @TempDir Path folder;
    private final Told told = new Told();
    private final List<Journal> open = new ArrayList<>();
    private FakeJournalctl journalctl;
    private Instant now = Entries.NOON;

    @BeforeEach
    void begin() throws IOException {
        journalctl = new FakeJournalctl(folder.resolve("bin"));
    }

    @AfterEach
    void end() {
        open.forEach(Journal::close);
    }

    private Journal follow(Service... services) {
        return follow(journalctl.command(), services);
    }

    private Journal follow(List<String> command, Service... services) {
        Journal journal =
                Journal.open(
                        new Journal.Settings(command, Duration.ofMillis(50), false, true),
                        List.of(services),
                        position(),
                        told,
                        InstantSource.fixed(now));
        open.add(journal);
        journal.follow(told.audience());
        return journal;
    }

    private Path position() {
        return folder.resolve("journal.position");
    }

    /// As another run left it behind, which had read up to the entry.
    private void leftAt(int number) throws IOException {
        long micros = time(number).getEpochSecond() * 1_000_000;
        Files.writeString(
                position(),
                """
                {"cursor":"%s","time":%d,"seenAt":%d,"units":["kontali.service"]}
                """
                        .formatted(cursor(number), micros, micros));
    }

    private int exits() {
        return told.facts(UnitProcessExited.class).size();
    }

    private void awaitExits(int count) {
        Awaitility.await().until(() -> exits() == count);
    }

    @Test
    void theFirstRunBeginsNowAndALaterOneWhereItStopped() throws Exception {
        journalctl.there(exited(1, "exited", 3));
        Journal first = follow(Services.kontali());
        awaitExits(1);
        journalctl.comes(exited(2, "killed", 9));
        awaitExits(2);
        first.close();
        journalctl.there(exited(2, "killed", 9), exited(3, "dumped", 11));

        follow(Services.kontali());

        awaitExits(3);
        assertThat(journalctl.asked().getFirst()).contains("--since=@1793534400.000000");
        assertThat(journalctl.asked()).anyMatch(a -> a.contains("--cursor=" + cursor(2)));
        assertThat(told.facts(GapSeen.class)).isEmpty();
        assertThat(told.ids().getFirst()).isEqualTo("journal:" + Entries.MACHINE + ":1");
    }

    @Test
    void thePositionWaitsForTheBroker() throws Exception {
        leftAt(1);
        told.brokerIsAway();
        journalctl.there(exited(1, "exited", 3), exited(2, "exited", 3), exited(3, "exited", 3));
        Journal journal = follow(Services.kontali());
        awaitExits(2);

        Objects.requireNonNull(told.all().getLast().acknowledged()).run();
        journal.savePosition();
        assertThat(Files.readString(position())).contains(cursor(1));

        told.all().forEach(s -> Objects.requireNonNull(s.acknowledged()).run());
        journal.savePosition();
        assertThat(Files.readString(position())).contains(cursor(3));
    }

    @Test
    void linesThatMayStillGrowHoldThePosition() throws Exception {
        leftAt(1);
        now = time(10);
        journalctl.there(
                line(2, "nothing to see"),
                line(3, "Traceback (most recent call last):"),
                line(4, "  File \"app.py\", line 1, in <module>"));
        Journal journal = follow(Services.kontali());
        Awaitility.await()
                .untilAsserted(() -> {
                    journal.savePosition();
                    assertThat(Files.readString(position())).contains(cursor(2));
                });

        journalctl.comes(
                line(5, "ValueError: no clients"),
                line(6, "2026-11-25 10:00:00,000 INFO next request"));

        assertThat(told.await(LogMatched.class).lines()).hasSize(3);
        Awaitility.await()
                .untilAsserted(() -> {
                    journal.savePosition();
                    assertThat(Files.readString(position())).contains(cursor(5));
                });
    }

    @Test
    void aStartOfTheUnitNamesItsMainProcess() throws Exception {
        told.mainPid("c5c6931e9c694376a1e41eb05e5cbe46", 87);
        journalctl.there(exited(1, "killed", 9));

        follow(Services.kontali());

        assertThat(told.await(UnitProcessExited.class).pid()).isEqualTo(87);
        assertThat(told.timesUnitsSpoke()).isEqualTo(1);
    }

    @Test
    void whatAUnitDidBeforeItWasWatchedIsNotNews() throws Exception {
        leftAt(1);
        now = time(100);
        journalctl.there(
                exited(2, "killed", 9),
                entry(
                        3,
                        "MESSAGE",
                        "new.service: Main process exited, code=exited, status=1",
                        "MESSAGE_ID",
                        "98e322203f7a4ed290d09fe03c09fe15",
                        "UNIT",
                        "new.service",
                        "EXIT_CODE",
                        "exited",
                        "EXIT_STATUS",
                        "1",
                        "_PID",
                        "1"));

        follow(Services.kontali(), Services.of("new", "new.service"));

        awaitExits(1);
        Awaitility.await().until(() -> told.timesUnitsSpoke() == 2);
        assertThat(told.facts(UnitProcessExited.class))
                .extracting(UnitProcessExited::unit)
                .containsExactly("kontali.service");
    }

    @Test
    void servicesThatAreConfiguredAnewAreReadFromThenOn() throws Exception {
        Journal journal = follow(Services.elsewhere());
        journal.reconfigure(List.of(Services.kontali()));

        journalctl.comes(exited(1, "killed", 9));

        awaitExits(1);
        assertThat(told.facts(GapSeen.class)).isEmpty();
    }

    @Test
    void withoutAUnitOrTheJournalInTheConfigurationNobodyIsAsked() throws Exception {
        Journal journal = follow(Services.elsewhere());

        assertThat(journal.drain(Services.elsewhere().name()).tails()).isEmpty();
        journal.close();
        assertThat(journalctl.asked()).isEmpty();
        assertThat(told.all()).isEmpty();
    }

    @Test
    void whereThereIsNoJournalctlThatIsSaidOnceIfItIsNeeded() {
        follow(List.of("/no/such/journalctl"), Services.kontali());

        BlindSpot spot = told.await(BlindSpot.class);

        assertThat(spot.source()).isEqualTo("journal");
        assertThat(spot.remedy()).contains("systemd-journal").contains("logs");
        assertThat(told.all()).hasSize(1);
    }

    @Test
    void aMachineWhoseJournalctlFindsNoJournalIsBlindToo() throws Exception {
        journalctl.oldest();

        follow(Services.kontali());

        assertThat(told.await(BlindSpot.class).reason()).contains("there is no journal");
    }

    @Test
    void missingRightsAreABlindSpotWithItsRemedy() throws Exception {
        journalctl.script(
                "echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1");

        follow(Services.kontali());

        assertThat(told.await(BlindSpot.class).reason()).contains("insufficient permissions");
        assertThat(told.facts(GapSeen.class)).isEmpty();
    }

    @Test
    void oldVersionsThatCannotChooseFieldsGiveThemAll() throws Exception {
        journalctl.there(exited(1, "killed", 9));
        journalctl.script(
                """
                case "$*" in
                *output-fields*) echo "unrecognized option '--output-fields=A'" >&2; exit 1 ;;
                *--follow*) exec sleep 60 ;;
                *) exec cat %s/there ;;
                esac
                """
                        .formatted(journalctl.folder()));

        follow(Services.kontali());

        awaitExits(1);
        assertThat(told.facts(GapSeen.class)).isEmpty();
    }

    @Test
    void aDamagedPositionFileStopsNothing() throws Exception {
        for (String damaged : List.of("", "\0\0\0\0", "{\"cursor\":", "[]", "{}", "null")) {
            Files.writeString(position(), damaged);
            FakeJournalctl fresh = new FakeJournalctl(folder.resolve("bin" + damaged.length()));
            Journal journal = follow(fresh.command(), Services.kontali());

            Awaitility.await().until(journal::isFollowing);
            journal.close();
            assertThat(fresh.asked().getFirst()).contains("--since=@1793534400");
        }
    }

    @Test
    void theLastLinesAreFetchedAndWhatMattersIsReadAhead() throws Exception {
        journalctl.last(line(1, "loading"), line(2, "ERROR no disk"));
        Journal journal = follow(Services.kontali());
        Awaitility.await().until(journal::isFollowing);
        journalctl.there(line(1, "loading"), line(2, "ERROR no disk"));

        LastWords words = journal.drain(Services.KONTALI);
        journalctl.comes(line(1, "loading"), line(2, "ERROR no disk"), exited(3, "exited", 1));
        awaitExits(1);

        assertThat(words.tails().getFirst().file()).isEqualTo("journal:kontali.service");
        assertThat(words.tails().getFirst().lines()).containsExactly("loading", "ERROR no disk");
        assertThat(words.writtenAt()).isEqualTo(time(2));
        assertThat(told.lines()).containsExactly("ERROR no disk");
    }

    @Test
    @Case(44)
    void aCursorThatIsRefusedIsReplacedByTheTimeAndTheGapIsSaid() throws Exception {
        leftAt(7);
        journalctl.there(exited(8, "killed", 9));
        journalctl.script(
                """
                case "$*" in
                *";i=7;"*) echo "Failed to seek to cursor: Invalid argument" >&2; exit 1 ;;
                *--follow*) exec sleep 60 ;;
                *) exec cat %s/there ;;
                esac
                """
                        .formatted(journalctl.folder()));

        follow(Services.kontali());

        awaitExits(1);
        assertThat(told.facts(GapSeen.class))
                .extracting(GapSeen::reason)
                .singleElement()
                .asString()
                .contains("where it was left")
                .contains("Failed to seek to cursor");
        assertThat(journalctl.asked()).anyMatch(a -> a.contains("--since=@1793534407.000000"));
    }

    @Test
    @Case(44)
    void aCorruptEntryIsLeftBehindAndSaid() throws Exception {
        leftAt(7);
        journalctl.comes(exited(9, "killed", 9));
        journalctl.script(
                """
                case "$*" in
                *--follow*) exec tail -n +1 -f %1$s/follow ;;
                *@1793534400*) exit 0 ;;
                *--cursor*|*--since*)
                  echo "Failed to iterate through journal: Bad message" >&2; exit 1 ;;
                *) exec cat %1$s/oldest ;;
                esac
                """
                        .formatted(journalctl.folder()));

        follow(Services.kontali());

        awaitExits(1);
        assertThat(told.facts(GapSeen.class))
                .extracting(GapSeen::reason)
                .last()
                .asString()
                .contains("left out")
                .contains("Bad message");
    }

    @Test
    @Case(44)
    void aCursorThatTheJournalHasRotatedPastIsAGap() throws Exception {
        leftAt(7);
        journalctl.there(exited(20, "killed", 9));
        journalctl.oldest(entry(15, "MESSAGE", "the oldest that is left"));

        follow(Services.kontali());

        awaitExits(1);
        assertThat(told.await(GapSeen.class).reason())
                .contains("removed before they could be read");
    }

    @Test
    @Case(44)
    void aCursorThatIsGoneIsNoGapWhereNothingWasMissed() throws Exception {
        leftAt(7);
        journalctl.there(exited(20, "killed", 9));
        journalctl.oldest(entry(5, "MESSAGE", "from before"));

        Journal journal = follow(Services.kontali());

        awaitExits(1);
        Awaitility.await().until(journal::isFollowing);
        assertThat(told.facts(GapSeen.class)).isEmpty();
    }

    @Test
    @Case(44)
    void theCursorOfAnotherMachineIsLeftForTheJournalThatIsThere() throws Exception {
        leftAt(7);
        String other = "0123456789abcdef0123456789abcdef";
        String fresh = exited(3, "killed", 9).replace(Entries.MACHINE, other);
        journalctl.there(fresh);
        journalctl.oldest(entry(cursor(other, 1), time(9), "MESSAGE", "first boot"));

        Journal journal = follow(Services.kontali());

        awaitExits(1);
        told.await(GapSeen.class);
        journal.savePosition();
        assertThat(Files.readString(position())).contains(cursor(other, 3));
    }

    @Test
    @Case(44)
    void aJournalThatGoesRoundInCirclesIsLeftAndSaid() throws Exception {
        leftAt(7);
        journalctl.there(exited(8, "killed", 9));
        journalctl.comes(exited(9, "killed", 9));
        journalctl.script(
                """
                case "$*" in
                *--follow*) exec tail -n +1 -f %1$s/follow ;;
                *@1793534400*) exit 0 ;;
                *) exec yes "$(cat %1$s/there)" ;;
                esac
                """
                        .formatted(journalctl.folder()));

        follow(Services.kontali());

        awaitExits(2);
        assertThat(told.facts(GapSeen.class))
                .extracting(GapSeen::reason)
                .last()
                .asString()
                .contains("the same entries again and again");
    }

    @Test
    @Case(44)
    void aJournalctlThatKeepsEndingIsBegunAgainWithoutAGap() throws Exception {
        leftAt(1);
        journalctl.script(
                """
                case "$*" in
                *--follow*) n=$(grep -c follow %1$s/asked); cat %1$s/entry$n; exit 3 ;;
                *)
                  n=$(grep -c follow %1$s/asked); cat %1$s/there
                  for i in $(seq $n); do cat %1$s/entry$i; done ;;
                esac
                """
                        .formatted(journalctl.folder()));
        for (int n = 1; n <= 4; n++) {
            Files.writeString(
                    journalctl.folder().resolve("entry" + n), exited(n + 1, "killed", 9) + "\n");
        }
        journalctl.there(exited(1, "killed", 9));

        follow(Services.kontali());

        awaitExits(4);
        assertThat(told.facts(GapSeen.class)).isEmpty();
        assertThat(told.ids()).doesNotHaveDuplicates();
    }

    @Test
    @Case(44)
    void rubbishBetweenEntriesIsCountedAndTheRestIsRead() throws Exception {
        leftAt(1);
        journalctl.there(
                exited(1, "killed", 9),
                "{\"__CURSOR\":\"torn",
                "{\"no\":\"cursor\"}",
                "-- No entries --",
                exited(2, "killed", 9));

        follow(Services.kontali());

        awaitExits(1);
        Awaitility.await()
                .until(() ->
                        told.facts(GapSeen.class).stream().mapToLong(GapSeen::lost).sum() == 2);
    }

    @Test
    void aUnitThatKeepsDyingIsToldWithinItsBound() throws Exception {
        leftAt(1);
        String[] all = new String[200];
        for (int n = 0; n < all.length; n++) {
            all[n] = exited(n + 2, "killed", 9);
        }
        journalctl.there(all);

        Journal journal = follow(Services.kontali());

        Awaitility.await().until(journal::isFollowing);
        assertThat(exits()).isEqualTo(FactBudget.PER_MINUTE);
        journal.savePosition();
        assertThat(Files.readString(position())).contains(cursor(201));
    }

    @Test
    void linesOfTheKernelAreHandedOnAndThoseOfProgramsInItsLogAreNot() throws Exception {
        leftAt(1);
        String text = "Out of memory: Killed process 12 (python3) total-vm:1kB";
        String[] kernel = {"MESSAGE", text, "_TRANSPORT", "kernel", "SYSLOG_FACILITY", "0"};
        String[] program = {"MESSAGE", text, "_TRANSPORT", "kernel", "SYSLOG_FACILITY", "1"};
        String[] forged = {"MESSAGE", text, "_TRANSPORT", "stdout", "SYSLOG_FACILITY", "0"};
        journalctl.there(entry(1), entry(2, program), entry(3, forged), entry(4, kernel));

        Journal journal = follow(Services.kontali());

        Awaitility.await().until(() -> !told.kernel().isEmpty());
        assertThat(told.kernel())
                .singleElement()
                .satisfies(l -> assertThat(l.text()).isEqualTo(text));
        assertThat(journalctl.asked().getFirst()).endsWith("+ _TRANSPORT=kernel");
        journal.savePosition();
        assertThat(Files.readString(position())).contains(cursor(4));
    }

    @Test
    void linesThatJournaldHeldBackAreAGapOfTheirUnit() throws Exception {
        journalctl.there(
                entry(
                        1,
                        "MESSAGE",
                        "Suppressed 1234 messages from kontali.service",
                        "MESSAGE_ID",
                        "a596d6fe7bfa4994828e72309e95d61e",
                        "_SYSTEMD_UNIT",
                        "systemd-journald.service"));

        follow(Services.kontali());

        GapSeen gap = told.await(GapSeen.class);
        assertThat(gap.source()).isEqualTo("journal:kontali.service");
        assertThat(gap.lost()).isEqualTo(1_234);
    }

    @Test
    void aJournalThatCanBeReadAgainIsSaidToBe() throws Exception {
        journalctl.script("echo 'Permission denied' >&2; exit 1");
        Journal journal = follow(Services.kontali());
        told.await(BlindSpot.class);

        journalctl.script(
                """
                case "$*" in
                *--follow*) exec sleep 60 ;;
                *) exec cat %s/oldest ;;
                esac
                """
                        .formatted(journalctl.folder()));
        journal.reconfigure(List.of(Services.kontali(), Services.of("b", "b.service")));

        told.await(BlindSpotCured.class);
    }
}
