package dev.varde.processor.sameness;

import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.EventId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SightingsTest {
    @Test
    void eachCrashOfAKindCountsOnce() {
        Sightings seen = saw(saw(saw(Sightings.NONE, 1, "a"), 2, "a"), 2, "a");

        assertThat(seen.kind("a").orElseThrow().told().count()).isEqualTo(2);
        assertThat(seen.kind("a").orElseThrow().first()).isEqualTo(at(1));
        assertThat(seen.kind("a").orElseThrow().last()).isEqualTo(at(2));
    }

    @Test
    void theSameCrashSeenAgainChangesNothing() {
        Sightings seen = saw(Sightings.NONE, 1, "a");

        assertThat(saw(seen, 1, "a")).isSameAs(seen);
    }

    @Test
    void aRevisedCrashCountsAsWhatItIsNow() {
        Sightings seen = saw(saw(saw(Sightings.NONE, 1, "a"), 2, "a"), 2, "b");

        assertThat(seen.kind("a").orElseThrow().count()).isEqualTo(1);
        assertThat(seen.kind("b").orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void aKindThatWasNoneIsForgotten() {
        Sightings seen = saw(saw(Sightings.NONE, 1, "a"), 1, "b");

        assertThat(seen.kind("a")).isEmpty();
    }

    @Test
    void twoCrashesThatAreLookedAtInTurnCountOnceEach() {
        Sightings seen = saw(saw(Sightings.NONE, 1, "a"), 2, "b");
        for (int n = 0; n < 10; n++) {
            seen = saw(saw(seen, 1, "a"), 2, "b");
        }

        assertThat(seen.kind("a").orElseThrow().count()).isEqualTo(1);
        assertThat(seen.kind("b").orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void theKindNotSeenForLongestGoesFirst() {
        Sightings seen = saw(Sightings.NONE, 0, "first");
        for (int n = 1; n < Sightings.KINDS; n++) {
            seen = saw(seen, n, "k" + n);
        }
        seen = saw(seen, 1_000, "first");
        seen = saw(seen, 1_001, "one more");

        assertThat(seen.kind("first").orElseThrow().count()).isEqualTo(2);
        assertThat(seen.kind("k1")).isEmpty();
    }

    @Test
    void itIsBoundedWhateverComes() {
        Random random = new Random(3);
        Sightings seen = Sightings.NONE;
        for (int n = 0; n < 10_000; n++) {
            seen = saw(seen, random.nextInt(5_000), "k" + random.nextInt(300));
            assertThat(seen.kinds()).hasSizeLessThanOrEqualTo(Sightings.KINDS);
            assertThat(seen.counted()).hasSizeLessThanOrEqualTo(Sightings.COUNTED);
        }
    }

    private static Sightings saw(Sightings before, int trigger, String hash) {
        return before.saw(new EventId("e" + trigger), hash, at(trigger), null);
    }
}
