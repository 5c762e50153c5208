package dev.varde.collector.tail;

import static dev.varde.events.LogFact.LogKind.LINE;
import static dev.varde.events.LogFact.LogKind.STACK_TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.LogFact.LogKind;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateBoundTest {
    private static final Instant T = Instant.parse("2026-11-24T21:42:00Z");

    private final RateBound bound = new RateBound();

    private long passed(LogKind kind, int offered, Instant now) {
        return IntStream.range(0, offered).filter(_ -> bound.passes(kind, now)).count();
    }

    @Test
    void twoHundredLinesPassInTenSeconds() {
        assertThat(passed(LINE, 150, T)).isEqualTo(150);
        assertThat(passed(LINE, 150, T.plusSeconds(9))).isEqualTo(50);
    }

    @Test
    void theNextWindowBeginsAfterExactlyTenSeconds() {
        passed(LINE, 201, T);

        assertThat(bound.passes(LINE, T.plusMillis(9_999))).isFalse();
        assertThat(bound.passes(LINE, T.plusSeconds(10))).isTrue();
    }

    @Test
    void stackTracesHaveAReserveOfTheirOwn() {
        passed(LINE, 500, T);

        assertThat(passed(STACK_TRACE, 80, T)).isEqualTo(50);
        assertThat(bound.passes(LINE, T)).isFalse();
    }

    @Test
    void stackTracesUseTheCommonRoomFirst() {
        assertThat(passed(STACK_TRACE, 500, T)).isEqualTo(250);
    }

    @Test
    void theReserveIsFullAgainInTheNextWindow() {
        passed(STACK_TRACE, 500, T);
        passed(LINE, 500, T.plusSeconds(10));

        assertThat(passed(STACK_TRACE, 80, T.plusSeconds(10))).isEqualTo(50);
    }

    @Test
    void refusedLinesAreToldOnceWhenTheirWindowIsOver() {
        passed(LINE, 230, T);

        assertThat(bound.takeRefused(T.plusMillis(9_999))).isZero();
        assertThat(bound.takeRefused(T.plusSeconds(10))).isEqualTo(30);
        assertThat(bound.takeRefused(T.plusSeconds(20))).isZero();
    }

    @Test
    void refusedLinesAreToldWhenTheNextWindowHasBegunAlready() {
        passed(LINE, 230, T);
        passed(LINE, 210, T.plusSeconds(10));

        assertThat(bound.takeRefused(T.plusSeconds(10))).isEqualTo(30);
        assertThat(bound.takeRefused(T.plusSeconds(11))).isZero();
        assertThat(bound.takeRefused(T.plusSeconds(20))).isEqualTo(10);
    }

    @Test
    void aDeathBeginsAWindowOfItsOwn() {
        passed(LINE, 300, T);

        bound.startAnew(T.plusSeconds(1));

        assertThat(passed(LINE, 300, T.plusSeconds(1))).isEqualTo(200);
    }

    @Test
    void whatWasRefusedBeforeADeathIsStillTold() {
        passed(LINE, 300, T);
        bound.startAnew(T.plusSeconds(1));

        assertThat(bound.takeRefused(T.plusSeconds(1))).isEqualTo(100);
    }

    @Test
    void manyDeathsInAWindowGiveNoMoreRoomThanOne() {
        long passed = 0;
        for (int i = 0; i < 9; i++) {
            bound.startAnew(T.plusSeconds(i));
            passed += passed(LINE, 300, T.plusSeconds(i));
        }

        assertThat(passed).isEqualTo(200);
    }

    @Test
    void aClockSetBackOpensANewWindow() {
        passed(LINE, 300, T);

        assertThat(bound.passes(LINE, T.minusSeconds(3600))).isTrue();
        assertThat(bound.takeRefused(T.minusSeconds(3600))).isEqualTo(100);
    }

    @Test
    void nothingIsEverLostFromTheCount() {
        java.util.Random random = new java.util.Random(7);
        Instant now = T;
        long let = 0;
        long told = 0;
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(20));
            let += bound.passes(random.nextInt(50) == 0 ? STACK_TRACE : LINE, now) ? 1 : 0;
            told += random.nextInt(10) == 0 ? bound.takeRefused(now) : 0;
            if (random.nextInt(500) == 0) {
                bound.startAnew(now);
            }
        }

        assertThat(let + told + bound.takeRefused(now.plusSeconds(10))).isEqualTo(20_000);
    }
}
