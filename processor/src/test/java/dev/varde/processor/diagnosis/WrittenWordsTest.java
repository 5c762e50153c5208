package dev.varde.processor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.processor.knowledge.Wording;
import dev.varde.processor.knowledge.Wordings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What runtimes, drivers and servers print when something ends them, and what they print when it
/// does not: `words/<cause>.txt`.
class WrittenWordsTest {
    /// What kernel and guards write comes as events of its own, not out of a program's log.
    private static final Set<Cause> OF_THE_SYSTEM =
            Set.of(Cause.OOM_GUARD, Cause.KERNEL_HANG, Cause.KERNEL_CRASH);

    static List<Written> speaking() {
        return Written.all().stream().filter(Written::speaks).toList();
    }

    static List<Written> silent() {
        return Written.all().stream().filter(w -> !w.speaks()).toList();
    }

    static Set<Cause> causes() {
        return Wordings.KNOWN.all().stream()
                .map(Wording::cause)
                .filter(c -> !OF_THE_SYSTEM.contains(c))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("speaking")
    void aCauseIsReadOutOfItsWords(Written written) {
        Finding best = Diagnosis.of(written.death()).best();

        assertThat(best.cause()).isEqualTo(written.cause());
        assertThat(best.evidence().getFirst().text()).isNotBlank();
        if (written.confidence() != null) {
            assertThat(best.confidence()).isEqualTo(written.confidence());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silent")
    void itStaysSilentOnWhatOnlyLooksLikeIt(Written written) {
        Diagnosis diagnosis = Diagnosis.of(written.death());

        if (written.instead() == null) {
            assertThat(diagnosis.all()).extracting(Finding::cause).doesNotContain(written.cause());
        } else {
            assertThat(diagnosis.best().cause()).isEqualTo(written.instead());
        }
    }

    @ParameterizedTest
    @MethodSource("causes")
    void aCauseThatIsKnownByWordsIsTriedBothWays(Cause cause) {
        assertThat(speaking()).extracting(Written::cause).contains(cause);
        assertThat(silent()).extracting(Written::cause).contains(cause);
    }
}
