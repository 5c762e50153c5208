package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.Confidence;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.processor.Cast;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A host's own incidents from what its kernel reports and from its reboots.
class HostTroubleTest {
    private static final String DISK =
            "I/O error, dev sdb, sector 4096 op 0x0:(READ) flags 0x80700";
    private static final String HUNG =
            "INFO: task jbd2/sda1-8:311 blocked for more than 120 seconds.";

    @TempDir Path data;
    private Stage stage;
    private double second;
    private long seq;

    @BeforeEach
    void begin() {
        stage = new Stage(Cast.configuration(), data, NOON);
        beatUntil(5);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Report.class,
            names = {"OOM_UNEXPLAINED", "OOM_NO_VICTIM"},
            mode = EnumSource.Mode.EXCLUDE)
    void eachReportOpensAnIncidentOfTheHost(Report report) {
        see(report(report, "something of the kernel"));

        assertThat(stage.told())
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.service()).isNull();
                    assertThat(i.host()).isEqualTo(WEB_1);
                    assertThat(i.severity()).isEqualTo(severity(report));
                });
    }

    private static Severity severity(Report report) {
        return switch (report) {
            case PANIC, OOPS, FILESYSTEM_READ_ONLY -> Severity.CRITICAL;
            case HUNG_TASK,
                    LOCKUP,
                    RCU_STALL,
                    IO_ERROR,
                    FILESYSTEM_ERROR,
                    OOM_UNEXPLAINED,
                    OOM_NO_VICTIM ->
                    Severity.WARNING;
        };
    }

    @Test
    void itIsOverAfterTenQuietMinutes() {
        see(report(Report.IO_ERROR, DISK));
        beatUntil(500);
        see(report(Report.IO_ERROR, DISK + " again"));
        assertThat(stage.told()).hasSize(1);

        beatUntil(1_095);
        assertThat(stage.told()).isEmpty();
        beatUntil(1_110);

        assertThat(stage.told()).extracting(Incident::change).containsExactly(Change.RESOLVED);
    }

    @Test
    void aStormOfOneKindIsOneIncident() {
        for (int i = 0; i < 50; i++) {
            second += 0.01;
            see(report(Report.IO_ERROR, DISK + " " + i));
        }

        assertThat(stage.told()).hasSize(1);
    }

    @Test
    void aStormOfOneKindDoesNotEndAnother() {
        see(report(Report.LOCKUP, "watchdog: BUG: soft lockup - CPU#3 stuck for 26s! [nginx:912]"));
        beatUntil(300);
        see(report(Report.LOCKUP, "watchdog: BUG: soft lockup - CPU#3 stuck for 48s! [nginx:912]"));
        for (int i = 0; i < 50; i++) {
            second += 0.01;
            see(report(Report.IO_ERROR, DISK + " " + i));
        }
        stage.told();

        beatUntil(890);

        assertThat(stage.told()).isEmpty();
    }

    @Test
    void eachCauseHasItsOwn() {
        see(report(Report.IO_ERROR, DISK));
        see(report(Report.FILESYSTEM_READ_ONLY, "EXT4-fs (sdb1): Remounting filesystem read-only"));

        assertThat(stage.told())
                .extracting(i -> i.cause().id(), Incident::severity)
                .containsExactly(
                        tuple("disk-io-error", Severity.WARNING),
                        tuple("filesystem-read-only", Severity.CRITICAL));
    }

    @Test
    void aSecondHangMakesItCertain() {
        see(report(Report.HUNG_TASK, HUNG));
        beatUntil(125);
        see(report(Report.HUNG_TASK, HUNG.replace("120", "241")));

        assertThat(stage.told())
                .extracting(Incident::change, Incident::confidence)
                .containsExactly(
                        tuple(Change.WARNING, Confidence.LIKELY),
                        tuple(Change.UPDATED, Confidence.CERTAIN));
    }

    @Test
    void aHungTaskOfAServiceIsTheHostsTroubleToo() {
        see(event(KONTALI, new KernelReported(Report.HUNG_TASK, 4711, HUNG)));

        assertThat(stage.told())
                .extracting(i -> i.cause().id(), Incident::service)
                .containsExactly(tuple("kernel-hang", null));
    }

    @Test
    void whatTheKernelSaidLongAgoIsNoNews() {
        beatUntil(2_000);
        second = 1_000;
        see(report(Report.HUNG_TASK, HUNG));

        assertThat(stage.told()).isEmpty();
    }

    @Test
    void aPanicIsNewsAfterTheNextBootToo() {
        beatUntil(2_000);
        second = 1_000;
        see(report(Report.PANIC, "Kernel panic - not syncing: Fatal exception"));

        assertThat(stage.told()).extracting(i -> i.cause().id()).containsExactly("kernel-crash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", ""})
    void aRebootThatNobodyAskedForIsAnIncidentUntilTheHostIsHeardAgain(String orderly) {
        see(reboot(orderly.isEmpty() ? null : Boolean.valueOf(orderly)));
        assertThat(stage.told())
                .extracting(i -> i.cause().id(), Incident::severity)
                .containsExactly(tuple("host-rebooted", Severity.CRITICAL));

        beatUntil(30);
        assertThat(stage.told()).isEmpty();
        beatUntil(40);

        assertThat(stage.told()).extracting(Incident::change).containsExactly(Change.RESOLVED);
    }

    @Test
    void itStaysOpenWhileTheHostIsNotHeard() {
        see(reboot(false));
        stage.told();

        stage.pass(Duration.ofMinutes(2));

        assertThat(stage.told()).extracting(i -> i.cause().id()).containsExactly("host-silent");
    }

    @Test
    void anOrderlyShutdownIsNone() {
        see(reboot(true));

        assertThat(stage.told()).isEmpty();
    }

    private HostEvent reboot(@Nullable Boolean orderly) {
        return event(null, new HostRebooted("b0", "b1", at(-60), orderly, "says wtmp"));
    }

    private HostEvent report(Report report, String text) {
        return event(null, new KernelReported(report, null, text));
    }

    private HostEvent event(@Nullable ServiceName service, Fact fact) {
        seq++;
        return new HostEvent(
                new EventId("t" + seq), at(second), WEB_1, "run-1", seq, service, fact);
    }

    private void see(HostEvent event) {
        stage.see(event);
    }

    private void beatUntil(double until) {
        while (second + 5 <= until) {
            second += 5;
            see(event(null, new Heartbeat(Duration.ofHours(1), 80_000_000, 1, 0, 0, null)));
        }
        second = until;
        stage.goTo(at(until));
    }
}
