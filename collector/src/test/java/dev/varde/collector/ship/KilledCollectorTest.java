package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process that is killed with SIGKILL at moments nobody chose, again and again.
class KilledCollectorTest {
    private static final int ROUNDS = 50;
    private static final long SEED = 20_261_124;

    @TempDir private Path directory;

    @Test
    void whateverTheMomentNothingIsLostAndNoIdSaysTwoThings() throws Exception {
        Random random = new Random(SEED);
        for (int round = 1; round <= ROUNDS; round++) {
            String name = "seed " + SEED + " round " + round;
            Process victim = start(round, "run");
            boolean ended = victim.waitFor(5 + random.nextInt(300), TimeUnit.MILLISECONDS);
            victim.destroyForcibly().waitFor();
            assertThat(ended).as(name).isFalse();
            check(name);
        }

        Process last = start(ROUNDS + 1, "drain");
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();
        check("at the end");
        Set<String> received = received().keySet();
        Set<String> put = new HashSet<>(Victim.lines(directory.resolve("put.log")));
        assertThat(received).containsAll(put);
        assertThat(received)
                .containsAll(
                        IntStream.rangeClosed(1, put.size()).mapToObj(i -> "line-" + i).toList());
        System.out.printf("killed %d times over %d events%n", ROUNDS, put.size());
    }

    private Process start(int round, String mode) throws IOException {
        Process victim =
                Victim.program(
                                Victim.class,
                                "64m",
                                directory.toString(),
                                Integer.toString(round),
                                mode)
                        .start();
        awaitReady(victim);
        return victim;
    }

    private static void awaitReady(Process victim) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            assertThat(line).as("the victim ended: " + said).isNotNull();
            said.append(line).append('\n');
        }
    }

    private void check(String name) throws IOException {
        Map<String, Set<String>> received = received();
        assertThat(received.values()).as(name).allMatch(contents -> contents.size() == 1);
        try (Cell position = new Cell(directory.resolve("position"))) {
            int upTo = position.load().map(Integer::parseInt).orElse(0);
            List<String> settled =
                    IntStream.rangeClosed(1, upTo).mapToObj(i -> "line-" + i).toList();
            assertThat(received.keySet()).as(name).containsAll(settled);
        }
    }

    /// Ids with what was said under each.
    private Map<String, Set<String>> received() throws IOException {
        return Victim.lines(directory.resolve("broker.log")).stream()
                .map(line -> line.split("\t", 2))
                .collect(
                        Collectors.groupingBy(
                                words -> words[0],
                                HashMap::new,
                                Collectors.mapping(words -> words[1], Collectors.toSet())));
    }
}
