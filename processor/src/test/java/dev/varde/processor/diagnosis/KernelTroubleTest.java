package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.host;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.Confidence;
import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.Seen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the kernel reports of a host, and reboots that nobody asked for.
class KernelTroubleTest {
    private static final String HUNG =
            "INFO: task jbd2/sda1-8:311 blocked for more than 120 seconds.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HUNG_TASK | kernel-hang | INFO: task nginx:912 blocked for more than 120 seconds.
                    LOCKUP | kernel-hang | watchdog: BUG: soft lockup - CPU#3 stuck for 26s! [kworker/3:1:211]
                    RCU_STALL | kernel-hang | rcu: INFO: rcu_sched detected stalls on CPUs/tasks:
                    OOPS | kernel-crash | BUG: kernel NULL pointer dereference, address: 0000000000000018
                    PANIC | kernel-crash | Kernel panic - not syncing: Fatal exception in interrupt
                    PANIC | kernel-hang | Kernel panic - not syncing: hung_task: blocked tasks
                    PANIC | kernel-hang | Kernel panic - not syncing: softlockup: hung tasks
                    IO_ERROR | disk-io-error | I/O error, dev sdb, sector 4096 op 0x0:(READ) flags 0x80700
                    FILESYSTEM_ERROR | data-corruption | EXT4-fs error (device sdb1): ext4_lookup:1855: inode #2: comm ls: deleted inode referenced: 17
                    FILESYSTEM_READ_ONLY | filesystem-read-only | EXT4-fs (sdb1): Remounting filesystem read-only
                    """)
    void eachReportHasItsCause(Report report, String cause, String text) {
        Finding found = Diagnosis.of(trouble(HostEvidence.none(WEB_1), 10, report, text)).best();

        assertThat(found.cause().id()).isEqualTo(cause);
        assertThat(found.summary()).startsWith("web-1 ").contains(text.substring(0, 20));
        assertThat(found.evidence()).extracting(Evidence::text).containsExactly(text);
    }

    @Test
    void aSingleHungTaskMayHaveGoneOn() {
        Finding found =
                Diagnosis.of(trouble(HostEvidence.none(WEB_1), 10, Report.HUNG_TASK, HUNG)).best();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.against()).isNotEmpty();
    }

    @Test
    void aSecondOneWithinTenMinutesIsAHang() {
        HostEvidence once = HostEvidence.none(WEB_1).fold(report(10, Report.LOCKUP, "soft lockup"));

        Finding found = Diagnosis.of(trouble(once, 500, Report.HUNG_TASK, HUNG)).best();

        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(found.against()).isEmpty();
    }

    @Test
    void oneOfAnHourBeforeSaysNothingOfThisOne() {
        HostEvidence once = HostEvidence.none(WEB_1).fold(report(10, Report.HUNG_TASK, HUNG));

        Finding found = Diagnosis.of(trouble(once, 3_700, Report.HUNG_TASK, HUNG)).best();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void lackOfMemoryThatNobodyExplainsIsNoTroubleOfTheKernel() {
        Case c = trouble(HostEvidence.none(WEB_1), 10, Report.OOM_UNEXPLAINED, "oom_kill 7 -> 8");

        assertThat(Diagnosis.ofAny(c)).isEmpty();
    }

    @Test
    void aProgramThatDiesOfItsDiskQuotesTheKernel() {
        String said = "I/O error, dev sdb, sector 4096 op 0x0:(READ) flags 0x80700";

        Finding found =
                new Scenario()
                        .see(report(DEATH - 30, Report.IO_ERROR, said))
                        .lines("OSError: [Errno 5] Input/output error")
                        .by(new DiskIoError())
                        .orElseThrow();

        assertThat(found.evidence()).extracting(Evidence::text).contains(said);
    }

    @Test
    void aProgramMayNotMakeItsHostsKernelCrash() {
        Scenario scenario =
                new Scenario().lines("Kernel panic - not syncing: Attempted to kill init!");

        assertThat(scenario.diagnosis().all())
                .extracting(Finding::cause)
                .doesNotContain(Cause.KERNEL_CRASH);
    }

    @ParameterizedTest
    @CsvSource({"false, CERTAIN", ", LIKELY"})
    void aRebootIsAsCertainAsWhatTellsOfIt(@Nullable Boolean orderly, Confidence confidence) {
        HostRebooted fact = new HostRebooted("b1", "b2", at(-90), orderly, "says the journal");
        Case c =
                new Case.Rebooted(
                        HostEvidence.none(WEB_1), new Seen<>(new EventId("r"), at(0), fact));

        Finding found = Diagnosis.of(c).best();

        assertThat(found.cause()).isEqualTo(Cause.HOST_REBOOTED);
        assertThat(found.confidence()).isEqualTo(confidence);
        assertThat(found.summary()).contains("90 s after its last sign of life");
    }

    private static Case trouble(HostEvidence host, double seconds, Report report, String text) {
        HostEvent event = report(seconds, report, text);
        KernelReported fact = (KernelReported) event.fact();
        return new Case.KernelTrouble(host.fold(event), new Seen<>(event.id(), event.time(), fact));
    }

    private static HostEvent report(double seconds, Report report, String text) {
        return host(seconds, new KernelReported(report, null, text));
    }
}
