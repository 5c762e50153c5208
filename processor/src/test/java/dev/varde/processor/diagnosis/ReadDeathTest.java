package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.EventId;
import dev.varde.events.Incident.Evidence;
import org.junit.jupiter.api.Test;

/// A death that is read out of logs: a line tells of the end, or only what is written of a cause.
class ReadDeathTest {
    private static final Evidence END =
            new Evidence(new EventId("end"), at(9), "log", "Main process exited, status=1/FAILURE");
    private static final String REFUSED = "connect: connection refused 127.0.0.1:5432";
    private static final String TRACE = "panic: no plan";

    @Test
    void withALineOfTheEndItQuotesThatLine() {
        Case.Death death = new Scenario().lines(REFUSED).read(END);

        assertThat(death.presumed()).isFalse();
        assertThat(death.ended()).containsExactly(END);
        assertThat(Diagnosis.of(death).best().cause()).isEqualTo(Cause.DATABASE_UNREACHABLE);
        assertThat(Diagnosis.of(death).best().evidence()).contains(END);
    }

    @Test
    void withoutOneItIsPresumedAndSaysNothingOfTheEnd() {
        Case.Death death = new Scenario().lines(TRACE).presumed();

        assertThat(death.presumed()).isTrue();
        assertThat(death.ended()).isEmpty();
        assertThat(death.who()).isEqualTo("the program");
        assertThat(Diagnosis.of(death).best().summary())
                .isEqualTo("the program ended with an unhandled panic: no plan");
    }

    @Test
    void presumedItNeedsWordsThatShowAnEnd() {
        assertThat(Diagnosis.of(new Scenario().lines(REFUSED).presumed()).best().cause())
                .isEqualTo(Cause.UNKNOWN);
    }

    @Test
    void presumedThePhaseSpeaksAgainstNothing() {
        Finding found =
                Diagnosis.of(new Scenario().lines("Error: Cannot find module 'fastify'").presumed())
                        .best();

        assertThat(found.cause()).isEqualTo(Cause.MISSING_DEPENDENCY);
        assertThat(found.against()).isEmpty();
    }

    @Test
    void presumedTheKernelsOwnWordsCount() {
        assertThat(
                        Diagnosis.of(
                                        new Scenario()
                                                .lines(
                                                        "Kernel panic - not syncing: Attempted to kill"
                                                                + " init! exitcode=0x0000000b")
                                                .presumed())
                                .best()
                                .cause())
                .isEqualTo(Cause.KERNEL_CRASH);
    }

    @Test
    void allThatIsGivenIsReadAndNotOnlyTheLastLines() {
        String[] lines = new String[200];
        java.util.Arrays.fill(lines, "    ...");
        lines[3] = "Error: listen EADDRINUSE: address already in use :::3000";

        assertThat(Diagnosis.of(new Scenario().lines(lines).presumed()).best().cause())
                .isEqualTo(Cause.PORT_IN_USE);
    }
}
