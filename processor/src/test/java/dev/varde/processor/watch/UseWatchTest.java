package dev.varde.processor.watch;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.Severity;
import dev.varde.processor.Cast;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Resource;
import dev.varde.processor.incident.Account;
import dev.varde.processor.incident.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UseWatchTest {
    private static final long LIMIT = 1L << 30;
    private static final Slot LEAK = Slot.of(KONTALI_ON_WEB_1, Resource.MEMORY);
    private static final Slot DESCRIPTORS = Slot.of(KONTALI_ON_WEB_1, Resource.DESCRIPTORS);

    private final Set<Slot> open = new HashSet<>();
    private final UseWatch watch = new UseWatch(open::contains);
    private InstanceEvidence kontali = InstanceEvidence.none(KONTALI_ON_WEB_1).fold(started(0, 12));

    @Test
    void aLeakIsWarnedOfWithTheTimeThatIsLeft() {
        Account told = account(leak(40));

        assertThat(told.cause()).isEqualTo(Cause.MEMORY_LEAK);
        assertThat(told.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.restartable()).isFalse();
        assertThat(told.summary())
                .isEqualTo(
                        "kontali-backend on web-1 holds more and more memory: 600 MiB an hour, and will"
                                + " be at its memory limit (1.0 GiB) in 60 min if it goes on so");
    }

    @Test
    void itIsToldOnce() {
        List<Call> calls = leak(60);

        assertThat(calls.stream().filter(c -> c.signal() instanceof Signal.Failing)).hasSize(1);
    }

    @Test
    void aFlatFloorEndsTheWarning() {
        open.add(LEAK);

        List<Call> calls = new ArrayList<>();
        for (int minute = 0; minute < 40; minute++) {
            calls.addAll(see(sample(60 * minute, 300, 40)));
        }

        assertThat(calls).extracting(Call::slot).contains(LEAK);
        assertThat(calls).allMatch(c -> c.signal() instanceof Signal.Healthy);
    }

    @Test
    void anotherMainProcessEndsAllWarnings() {
        open.add(LEAK);

        List<Call> calls = see(started(100, 13));

        assertThat(calls).hasSize(3).allMatch(c -> c.signal() instanceof Signal.Healthy);
    }

    @Test
    void theEndOfTheMainProcessEndsAllWarnings() {
        open.add(LEAK);

        List<Call> calls =
                see(
                        kontali(
                                100,
                                new ProcessExited(
                                        new ProcessKey(12, 12),
                                        Role.MAIN,
                                        "x",
                                        at(0),
                                        ExitStatus.signalled(9, false),
                                        null,
                                        null,
                                        List.of(),
                                        0)));

        assertThat(calls).hasSize(3).allMatch(c -> c.signal() instanceof Signal.Healthy);
    }

    @Test
    void aStartToldAgainEndsNothing() {
        assertThat(see(started(0, 12))).isEmpty();
    }

    @Test
    void nineTenthsOfTheDescriptorsAreWarnedOfAtOnce() {
        Account told = account(see(sample(10, 300, 930)));

        assertThat(told.cause()).isEqualTo(Cause.DESCRIPTORS_EXHAUSTED);
        assertThat(told.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(told.summary())
                .isEqualTo("kontali-backend on web-1 has 930 of 1,024 open files");
    }

    @Test
    void betweenEightAndNineTenthsNothingChanges() {
        open.add(DESCRIPTORS);

        List<Call> calls = new ArrayList<>();
        for (int minute = 0; minute < 40; minute++) {
            calls.addAll(see(sample(60 * minute, 300, 870)));
        }

        assertThat(calls).extracting(Call::slot).doesNotContain(DESCRIPTORS);
    }

    @Test
    void memoryNearItsLimitIsNoWarning() {
        assertThat(see(sample(10, 1_000, 40))).isEmpty();
    }

    private List<Call> leak(int minutes) {
        List<Call> calls = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            calls.addAll(see(sample(60 * minute, 100 + 10 * minute, 40)));
        }
        return calls;
    }

    private static Account account(List<Call> calls) {
        return calls.stream()
                .filter(c -> c.signal() instanceof Signal.Failing)
                .map(c -> ((Signal.Failing) c.signal()).account())
                .findFirst()
                .orElseThrow();
    }

    private List<Call> see(HostEvent event) {
        InstanceEvidence before = kontali;
        kontali = before.fold(event);
        List<Call> calls =
                watch.calls(
                        event,
                        before,
                        kontali,
                        HostEvidence.none(Cast.WEB_1),
                        event.time(),
                        event.time());
        calls.stream()
                .filter(c -> c.signal() instanceof Signal.Failing)
                .forEach(c -> open.add(c.slot()));
        return calls;
    }

    private static HostEvent started(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessStarted(new ProcessKey(pid, pid), Role.MAIN, "x", at(seconds), false));
    }

    private static HostEvent sample(double seconds, long mebibytes, int descriptors) {
        return kontali(
                seconds,
                new ServiceMemorySampled(mebibytes << 20, 0, LIMIT, 1, 8, descriptors, 1_024L));
    }
}
