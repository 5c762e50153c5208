package dev.varde.processor.evidence;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.host;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.wire.Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private InstanceEvidence kontali = InstanceEvidence.none(KONTALI_ON_WEB_1);

    @Test
    void evidenceSurvivesTheStore() throws Exception {
        see(started(1, 12));
        see(exit(2, 12, "a", "b\u0000"));
        see(log(2, "Traceback"));
        see(memory(3, 100));
        see(oom(3, 12));
        ObjectMapper mapper = Codec.mapper();

        byte[] json = mapper.writeValueAsBytes(kontali);

        assertThat(mapper.readValue(json, InstanceEvidence.class)).isEqualTo(kontali);
    }

    @Test
    void hostEvidenceSurvivesTheStore() throws Exception {
        HostEvidence evidence =
                HostEvidence.none(WEB_1).fold(disk(1, 50)).fold(disk(60, 40)).fold(oomOfHost(2));
        ObjectMapper mapper = Codec.mapper();

        byte[] json = mapper.writeValueAsBytes(evidence);

        assertThat(mapper.readValue(json, HostEvidence.class)).isEqualTo(evidence);
    }

    @Test
    void aHostileLogStaysWithinAKafkaMessage() throws Exception {
        String line = "\u0000\"\\".repeat(2_000);
        for (int n = 0; n < 200; n++) {
            see(log(n, Collections.nCopies(500, line).toArray(String[]::new)));
        }
        see(exit(300, 12, Collections.nCopies(50, line).toArray(String[]::new)));

        int bytes = Codec.mapper().writeValueAsBytes(kontali).length;

        assertThat(kontali.words().logs()).isNotEmpty();
        assertThat(bytes).isLessThan(1 << 20);
    }

    @Test
    void listsAreBounded() {
        for (int n = 0; n < 500; n++) {
            see(log(n, "line"));
            see(oom(n, n));
            see(memory(n * 20, n * 1_000_000L));
            see(started(n, n + 1));
            see(exit(n, n + 1));
        }

        assertThat(kontali.words().logs()).hasSize(Bounds.LOGS);
        assertThat(kontali.kernel().kills()).hasSize(Bounds.KERNEL_FACTS);
        assertThat(kontali.memory().curve()).hasSizeLessThanOrEqualTo(Bounds.MEMORY_POINTS);
        assertThat(kontali.processes().exits()).hasSize(Bounds.EXITS);
    }

    @Test
    void theMemoryCurveReachesFarBackAndEndsSharp() {
        for (int n = 0; n < 1_000; n++) {
            see(memory(n * 20, 1_000_000L + n));
        }

        assertThat(kontali.memory().curve().getFirst().time()).isEqualTo(at(0));
        assertThat(kontali.memory().curve().getLast().time()).isEqualTo(at(999 * 20));
    }

    @Test
    void anExitReadTwiceIsOneExit() {
        see(exit(2, 12));
        see(exit(3, 12));

        assertThat(kontali.processes().exits()).hasSize(1);
    }

    @Test
    void aStartThatComesAfterItsExitChangesNothing() {
        see(exit(2, 12));
        see(started(1, 12));

        assertThat(kontali.processes().main()).isEmpty();
        assertThat(kontali.processes().mainDeath()).isPresent();
    }

    @Test
    void lastLinesOfAnEarlierLifeAreLeftOut() {
        see(started(1, 12));
        see(exit(2, 12, "one", "boom"));
        see(started(3, 13));
        see(exit(4, 13, "one", "boom", "two"));

        assertThat(kontali.processes().mainDeath().orElseThrow().fact().lastLines())
                .containsExactly(new LogTail("/var/log/app.log", List.of("two")));
    }

    @Test
    void aNewCollectorRunTellsAnewWhatLives() {
        see(started(1, 12));
        ProcessStarted later =
                new ProcessStarted(new ProcessKey(13, 13), Role.MAIN, "x", at(5), true);

        see(new HostEvent(new EventId("n"), at(6), WEB_1, "run-2", 1, KONTALI, later));

        assertThat(kontali.processes().living()).hasSize(1);
        assertThat(kontali.processes().main().orElseThrow().process().pid()).isEqualTo(13);
    }

    @Test
    void aHelperThatCameLaterAndIsGoneDoesNotHideTheDeath() {
        see(started(1, 12));
        see(started(5, 13));
        see(exit(6, 13, 1));

        see(exit(9, 12));

        assertThat(kontali.processes().mainDeath().orElseThrow().fact().process().pid())
                .isEqualTo(12);
        assertThat(kontali.processes().startedAt()).isEqualTo(at(1));
    }

    @Test
    void aDiskSaysWhenItWillBeFullIfItGoesOnAsNow() {
        Disk disk =
                disk(
                        disk(0, 50),
                        disk(30, 47),
                        disk(60, 44),
                        disk(90, 41),
                        disk(120, 38),
                        disk(150, 35));

        assertThat(disk.fullAt()).contains(new Disk.Full(at(500), false));
        assertThat(disk.fullInTheLongRun()).isEmpty();
    }

    @Test
    void aDiskThatDoesNotGrowIsNeverFull() {
        Disk disk =
                disk(
                        disk(0, 50),
                        disk(30, 50),
                        disk(60, 50),
                        disk(90, 50),
                        disk(120, 50),
                        disk(150, 50));

        assertThat(disk.fullAt()).isEmpty();
    }

    @Test
    void threeSamplesAreNoTrend() {
        assertThat(disk(disk(0, 50), disk(30, 40), disk(60, 30)).fullAt()).isEmpty();
    }

    @Test
    void aDiskRunsOutOfInodesToo() {
        HostEvent[] samples = new HostEvent[6];
        for (int n = 0; n < samples.length; n++) {
            samples[n] =
                    host(
                            30 * n,
                            new DiskSampled("/", "/dev/a", 100, 90, 1_000, 300 - 20 * n, false));
        }

        assertThat(disk(samples).fullAt()).contains(new Disk.Full(at(450), true));
    }

    @Test
    void aDiskThatFillsForHoursIsFullInTheLongRun() {
        HostEvent[] samples = new HostEvent[100];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = disk(300 * n, 80 - n / 2);
        }

        Disk disk = disk(samples);

        assertThat(disk.fullInTheLongRun().orElseThrow().at()).isBetween(at(44_000), at(52_000));
        assertThat(disk.fillsBy(at(52_000))).isTrue();
        assertThat(disk.fillsBy(at(40_000))).isFalse();
    }

    @Test
    void aDiskThatWasClearedBeginsAnew() {
        HostEvent[] samples = new HostEvent[101];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = n == 100 ? disk(300 * n, 90) : disk(300 * n, 80 - n / 2);
        }

        assertThat(disk(samples).fullInTheLongRun()).isEmpty();
    }

    @Test
    void fewInodesAreAFullDiskToo() {
        HostEvidence evidence =
                HostEvidence.none(WEB_1)
                        .fold(host(1, new DiskSampled("/", "/dev/a", 100, 90, 1_000, 10, false)));

        assertThat(evidence.disks().getFirst().used()).isEqualTo(0.99);
    }

    @Test
    void repeatedNumbersAreKnownAndGapsAreSeen() {
        Runs runs = Runs.NONE.read(numbered("run-1", 1)).read(numbered("run-1", 2));

        assertThat(runs.order(numbered("run-1", 2))).isEqualTo(Runs.Order.REPEATED);
        assertThat(runs.order(numbered("run-1", 3))).isEqualTo(Runs.Order.NEXT);
        assertThat(runs.order(numbered("run-1", 5))).isEqualTo(Runs.Order.AFTER_A_GAP);
        assertThat(runs.missing(numbered("run-1", 5))).isEqualTo(2);
        assertThat(runs.order(numbered("run-2", 1))).isEqualTo(Runs.Order.NEXT);
    }

    @Test
    void onlyTheLastRunsAreKept() {
        Runs runs = Runs.NONE;
        List<String> names = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            names.add("run-" + n);
            runs = runs.read(numbered("run-" + n, 7));
        }

        assertThat(runs.runs()).extracting(Runs.Run::run).isEqualTo(names.subList(12, 20));
    }

    private static Disk disk(HostEvent... samples) {
        HostEvidence host = HostEvidence.none(WEB_1);
        for (HostEvent sample : samples) {
            host = host.fold(sample);
        }
        return host.disks().getFirst();
    }

    private void see(HostEvent event) {
        kontali = kontali.fold(event);
    }

    private static HostEvent numbered(String run, long seq) {
        return new HostEvent(new EventId("x"), NOON, WEB_1, run, seq, null, disk(0, 1).fact());
    }

    private static HostEvent started(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessStarted(new ProcessKey(pid, pid), Role.MAIN, "x", at(seconds), false));
    }

    private static HostEvent exit(double seconds, int pid, String... lines) {
        return exit(seconds, pid, 0, lines);
    }

    private static HostEvent exit(double seconds, int pid, int remaining, String... lines) {
        return kontali(
                seconds,
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        Role.MAIN,
                        "x",
                        at(seconds),
                        ExitStatus.exited(1),
                        null,
                        null,
                        List.of(new LogTail("/var/log/app.log", List.of(lines))),
                        remaining));
    }

    private static HostEvent log(double seconds, String... lines) {
        return kontali(
                seconds, new LogMatched("/var/log/app.log", 0, LogKind.LINE, List.of(lines), null));
    }

    private static HostEvent memory(double seconds, long resident) {
        return kontali(seconds, new ServiceMemorySampled(resident, 0, null, 1, 1, null, null));
    }

    private static HostEvent oom(double seconds, int pid) {
        return kontali(seconds, killed(pid));
    }

    private static HostEvent oomOfHost(double seconds) {
        return host(seconds, killed(1));
    }

    private static OomKilled killed(int pid) {
        return new OomKilled(
                pid, "x", OomScope.GLOBAL, Killer.KERNEL, null, null, "killed", List.of());
    }

    private static HostEvent disk(double seconds, int freePercent) {
        return host(seconds, new DiskSampled("/", "/dev/a", 100, freePercent, 1_000, 900, false));
    }
}
