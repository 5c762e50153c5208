package dev.varde.processor.evidence;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.host;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.HostEvent;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.CgroupUse;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.wire.Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UseTest {
    private static final HostMemorySampled FREE = new HostMemorySampled(4_000, 700, 0, 0, null);

    private InstanceEvidence kontali = InstanceEvidence.none(KONTALI_ON_WEB_1);

    @Test
    void theFloorsBeginAnewWithAnotherMainProcess() {
        see(started(0, 12));
        see(sample(10, 500));
        see(started(100, 13));

        assertThat(kontali.uses()).isEqualTo(Use.NONE);
    }

    @Test
    void theSameProcessToldAgainGoesOn() {
        see(started(0, 12));
        see(sample(10, 500));
        see(started(0, 12));

        assertThat(kontali.uses().floor(Resource.MEMORY)).isPresent();
    }

    @Test
    void whatIsSwappedOutIsHeldToo() {
        see(kontali(1, new ServiceMemorySampled(500, 300, null, 1, 8, null, null)));

        assertThat(kontali.uses().floor(Resource.MEMORY).orElseThrow().first()).isEqualTo(800);
    }

    @Test
    void whatIsNotToldHasNoFloor() {
        see(sample(1, 500));

        assertThat(kontali.uses().floor(Resource.DESCRIPTORS)).isEmpty();
        assertThat(kontali.uses().floor(Resource.THREADS).orElseThrow().first()).isEqualTo(8);
    }

    @Test
    void theLimitOfMemoryIsTheTightest() {
        assertThat(memory(2_000L, null, null))
                .satisfies(f -> assertThat(f.limit()).isEqualTo(2_000));
        assertThat(memory(2_000L, null, FREE))
                .satisfies(f -> assertThat(f.limit()).isEqualTo(1_200));
        assertThat(memory(900L, null, FREE)).satisfies(f -> assertThat(f.limit()).isEqualTo(900));
        assertThat(memory(900L, 600L, FREE).what()).contains("memory.high");
    }

    @Test
    void withoutALimitThereIsNoFigure() {
        assertThat(Figure.of(Resource.MEMORY, fact(500, null, null), null)).isEmpty();
        assertThat(Figure.of(Resource.DESCRIPTORS, fact(500, null, null), FREE)).isEmpty();
    }

    @Test
    void eachProcessHasItsOwnLimitOfDescriptors() {
        var sample = new ServiceMemorySampled(500, 0, null, 4, 8, 400, 1_024L);

        assertThat(Figure.of(Resource.DESCRIPTORS, sample, null).orElseThrow().limit())
                .isEqualTo(4_096);
    }

    @Test
    void tasksOfTheControlGroupCountWhereTheyAreCounted() {
        var group = new CgroupUse(null, null, null, 90L, 100L, null);
        var sample = new ServiceMemorySampled(5, 0, null, 1, 8, null, null, 30_000L, group);

        Figure threads = Figure.of(Resource.THREADS, sample, null).orElseThrow();

        assertThat(threads.value()).isEqualTo(90);
        assertThat(threads.limit()).isEqualTo(100);
        assertThat(threads.share()).isEqualTo(0.9);
    }

    @Test
    void whatAnOlderVersionKeptIsRead() throws Exception {
        see(started(0, 12));
        see(sample(10, 500));
        ObjectNode old = Codec.mapper().valueToTree(kontali);
        old.remove("use");

        InstanceEvidence read = Codec.mapper().treeToValue(old, InstanceEvidence.class);

        assertThat(read.uses()).isEqualTo(Use.NONE);
        assertThat(read.fold(sample(20, 600)).uses().floor(Resource.MEMORY)).isPresent();
    }

    @Test
    void aDiskThatAnOlderVersionKeptIsRead() throws Exception {
        String old =
                """
                {"last":{"id":"e1","time":"2026-11-01T12:00:01Z","fact":{"mount":"/","device":"/dev/a",
                "total":100,"available":50,"inodes":1000,"inodesFree":900,"readOnly":false}},
                "points":[{"time":"2026-11-01T12:00:01Z","available":50}]}
                """;

        Disk read = Codec.mapper().readValue(old, Disk.class);
        HostEvent event = host(60, new DiskSampled("/", "/dev/a", 100, 40, 1_000, 900, false));
        Disk later = read.sampled(event, (DiskSampled) event.fact());

        assertThat(later.points()).hasSize(2);
        assertThat(later.bytes()).isNotNull();
        assertThat(HostEvidence.none(WEB_1).fold(event).disks()).hasSize(1);
    }

    private void see(HostEvent event) {
        kontali = kontali.fold(event);
    }

    private static Figure memory(
            @Nullable Long limit, @Nullable Long high, @Nullable HostMemorySampled host) {
        return Figure.of(Resource.MEMORY, fact(500, limit, high), host).orElseThrow();
    }

    private static HostEvent started(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessStarted(new ProcessKey(pid, pid), Role.MAIN, "x", at(seconds), false));
    }

    private static HostEvent sample(double seconds, long resident) {
        return kontali(seconds, fact(resident, null, null));
    }

    private static ServiceMemorySampled fact(
            long resident, @Nullable Long limit, @Nullable Long high) {
        CgroupUse group = high == null ? null : new CgroupUse(null, high, null, null, null, null);
        return new ServiceMemorySampled(resident, 0, limit, 1, 8, null, null, null, group);
    }
}
