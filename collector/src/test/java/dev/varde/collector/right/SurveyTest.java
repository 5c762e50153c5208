package dev.varde.collector.right;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.probe.Configured;
import dev.varde.collector.right.Sight.Standing;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host laid out in a folder; what a real unprivileged user sees is in `UnprivilegedTest`.
class SurveyTest {
    @TempDir private Path root;

    @BeforeEach
    void aHostThatShowsAll() throws Exception {
        write("dev/kmsg", "");
        write("proc/1/stat", "1 (init) S");
        write("proc/1/fd/0", "");
        write("proc/sys/kernel/osrelease", "6.18.1-amd64\n");
        write("sys/fs/cgroup/cgroup.controllers", "");
    }

    private void write(String path, String text) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Sight> look(Service... services) {
        return new Survey(root, () -> true).look(List.of(services));
    }

    private Map<Right, Standing> standings(Service... services) {
        Map<Right, Standing> standings = new java.util.EnumMap<>(Right.class);
        look(services).forEach(s -> standings.put(s.right(), s.standing()));
        return standings;
    }

    private static Service logging(String... logs) {
        return Configured.service(Configured.KONTALI, null, List.of(logs));
    }

    @Test
    void aHostThatShowsAllIsSeenWhole() {
        assertThat(standings())
                .hasSize(5)
                .allSatisfy((_, standing) -> assertThat(standing).isEqualTo(Standing.SEEN));
    }

    @Test
    void whatIsMissingIsABlindSpotWithItsCure() throws Exception {
        Files.delete(root.resolve("dev/kmsg"));
        Files.delete(root.resolve("proc/1/stat"));
        Files.delete(root.resolve("proc/1/fd/0"));
        Files.delete(root.resolve("proc/1/fd"));
        write("proc/sys/kernel/osrelease", "4.19.0");
        Files.delete(root.resolve("sys/fs/cgroup/cgroup.controllers"));

        assertThat(look())
                .hasSize(5)
                .allMatch(s -> s.standing() == Standing.BLIND)
                .allMatch(s -> !s.right().cure().isBlank());
    }

    @Test
    void exitCodesNeedANewKernel() throws Exception {
        write("proc/sys/kernel/osrelease", "6.1.0-32-amd64");

        assertThat(standings()).containsEntry(Right.EXIT_STATUS, Standing.DIM);
    }

    @Test
    void withoutPidfdsInThisProcessDeathsAreSeenByLooking() {
        assertThat(new Survey(root, () -> false).standing())
                .filteredOn(s -> s.right() == Right.EXIT_STATUS)
                .extracting(Sight::standing)
                .containsExactly(Standing.BLIND);
    }

    @Test
    void logsThatAreThereAreCounted() throws Exception {
        write("var/log/app/one.log", "");
        write("var/log/app/two.log", "");

        assertThat(look(logging("/var/log/app/*.log", "/var/log/app/one.log", "/srv/x/*/y.log")))
                .filteredOn(s -> s.right() == Right.LOGS)
                .extracting(Sight::standing, Sight::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Standing.SEEN, "2 can be read"),
                        org.assertj.core.groups.Tuple.tuple(Standing.SEEN, "1 can be read"),
                        org.assertj.core.groups.Tuple.tuple(
                                Standing.UNKNOWN, "there is no such file now"));
    }

    @Test
    void theJournalMattersOnlyToUnitsAndWhereSystemdRuns() throws Exception {
        Service unit = Configured.service(new ServiceName("x"), new ByUnit("x.service"), List.of());
        assertThat(standings(unit)).doesNotContainKey(Right.JOURNAL);

        Files.createDirectories(root.resolve("run/systemd/system"));
        assertThat(standings(unit)).containsEntry(Right.JOURNAL, Standing.BLIND);
        assertThat(standings()).doesNotContainKey(Right.JOURNAL);

        write("var/log/journal/5f2c/system.journal", "");
        assertThat(standings(unit)).containsEntry(Right.JOURNAL, Standing.SEEN);
    }

    @Test
    void eachRightSaysWhatItTellsWhatItNeedsAndHowToGiveIt() {
        assertThat(Right.values())
                .allSatisfy(r -> {
                    assertThat(r.tells()).isNotBlank();
                    assertThat(r.needs()).isNotBlank();
                    assertThat(r.cure()).isNotBlank();
                })
                .extracting(Right::source)
                .doesNotHaveDuplicates();
    }
}
