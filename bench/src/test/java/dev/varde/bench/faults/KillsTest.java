package dev.varde.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `bench/run kills`: a notifier that is killed over and over loses nothing.
class KillsTest {
    private static final int LIVES = 34;

    @TempDir private static Path directory;

    @BeforeAll
    static void quiet() {
        Quiet.kafka();
    }

    @Test
    void aNotifierThatIsKilledAtEachStepLosesNothingAndRepeatsOnlyUnderTheSameId()
            throws Exception {
        Packed packed = Packed.in(directory);
        KillSeries.train(Files.createDirectory(directory.resolve("training")), packed);
        List<Death> deaths = Death.plan(LIVES, new Random(20_261_126));
        Path own = Files.createDirectory(directory.resolve("lives"));

        KillSeries.Result result = new KillSeries(own, packed, "life").run(deaths);

        assertThat(result.wrong()).isEmpty();
        assertThat(result.restarts().orders()).isPositive();
        assertThat(result.judgement().distinct() - result.judgement().retold())
                .isEqualTo(result.judgement().delivered())
                .isGreaterThanOrEqualTo(LIVES * Stage.HOOKS.size());
        assertThat(result.reached())
                .as("died just where it was to die, digests apart, for which there may be no need")
                .allSatisfy((place, times) ->
                        assertThat(times > 0 || place.contains("DIGEST")).as(place).isTrue());
    }
}
