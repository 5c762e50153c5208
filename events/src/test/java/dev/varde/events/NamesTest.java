package dev.varde.events;

import static dev.varde.events.Samples.KONTALI;
import static dev.varde.events.Samples.NOON;
import static dev.varde.events.Samples.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a@b", "a\nb", "a\u0000", "a\u007f"})
    void whatWouldBreakAnInstanceIsNoName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceName(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostName(text));
    }

    @Test
    void aNameHasAtMost200Characters() {
        assertThat(new HostName("x".repeat(200)).value()).hasSize(200);
        assertThatIllegalArgumentException().isThrownBy(() -> new HostName("x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId("x".repeat(201)));
    }

    @Test
    void anInstanceIsReadAsItIsWritten() {
        InstanceId instance = new InstanceId(KONTALI, WEB_1);

        assertThat(instance).hasToString("kontali-backend@web-1");
        assertThat(InstanceId.parse("kontali-backend@web-1")).isEqualTo(instance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kontali", "@web-1", "kontali@", "a@b@c"})
    void whatIsNoInstanceIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> InstanceId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OOM", "oom_kill", "-oom", "oom-", "oom--kill", "1a", "a b"})
    void aCauseIsLowerCaseWordsJoinedByHyphens(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cause(text));
    }

    @Test
    void anEventCountsFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new HostEvent(new EventId("e"), NOON, WEB_1, "r", 0, null, Samples.exit()));
    }

    @Test
    void anOrderExpiresAfterItIsIssued() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RestartOrder(
                                Samples.ORDER_ID, WEB_1, KONTALI, null, 1, NOON, NOON, "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, exit code 0",
        "256, exit code 1",
        "32512, exit code 127",
        "9, signal 9 (KILL)",
        "15, signal 15 (TERM)",
        "139, 'signal 11 (SEGV), core dumped'",
        "40, signal 40"
    })
    void aWaitStatusIsReadAsTheKernelWritesIt(int status, String words) {
        assertThat(ExitStatus.ofWaitStatus(status).inWords()).isEqualTo(words);
    }

    @Test
    void anExitStatusIsExactlyOneThing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExitStatus(1, 9, false, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExitStatus(null, null, false, null));
        assertThat(ExitStatus.unavailable("kernel 5.4").inWords())
                .isEqualTo("exit status not available (kernel 5.4)");
        assertThat(ExitStatus.signalled(9, false).isSignal(Signals.KILL)).isTrue();
        assertThat(ExitStatus.exited(9).isSignal(Signals.KILL)).isFalse();
        assertThat(ExitStatus.exited(9).isCode(9)).isTrue();
    }

    @Test
    void aDiskThatSaysNothingIsNotFull() {
        assertThat(new ResourceFact.DiskSampled("/", "a", 0, 0, 0, 0, false).used()).isZero();
        assertThat(new ResourceFact.DiskSampled("/", "a", 100, 10, 0, 0, false).used())
                .isEqualTo(0.9);
    }

    @Test
    void everyCauseThatHasAConstantIsKnown() throws Exception {
        List<Cause> constants = new ArrayList<>();
        for (Field field : Cause.class.getFields()) {
            if (field.getType() == Cause.class) {
                constants.add((Cause) field.get(null));
            }
        }

        assertThat(Cause.KNOWN).isNotEmpty().containsExactlyInAnyOrderElementsOf(constants);
    }
}
