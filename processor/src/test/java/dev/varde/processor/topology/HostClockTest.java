package dev.varde.processor.topology;

import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostClockTest {
    @Test
    void aClockThatAgreesIsTheWallClock() {
        assertThat(new HostClock(at(10), at(10.2)).now(at(12))).isEqualTo(at(12));
    }

    @Test
    void aHostWhoseClockIsWrongIsJudgedByItsOwn() {
        assertThat(new HostClock(at(1_000), at(10)).now(at(12))).isEqualTo(at(1_002));
    }

    @Test
    void aQueueWorkedOffLateIsNoTimeGoneBy() {
        HostClock clock = new HostClock(at(0), at(3_600)).heard(at(5), at(3_600.1), false);

        assertThat(clock.now(at(3_600.2))).isEqualTo(at(5.1));
    }

    @Test
    void anOlderEventDoesNotTurnTheClockBack() {
        HostClock clock = new HostClock(at(100), at(100)).heard(at(20), at(101), false);

        assertThat(clock.event()).isEqualTo(at(100));
    }

    @Test
    void aHeartbeatTurnsBackAClockThatWasSetBack() {
        HostClock clock = new HostClock(at(3_700), at(100)).heard(at(105), at(105), true);

        assertThat(clock.now(at(106))).isEqualTo(at(106));
    }

    @Test
    void silenceCountsFromTheArrival() {
        assertThat(new HostClock(at(0), at(100)).unheard(at(116)))
                .isEqualTo(Duration.ofSeconds(16));
        assertThat(new HostClock(at(0), at(100)).unheard(at(90))).isZero();
    }
}
