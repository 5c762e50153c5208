package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitWatchTest {
    private static final String START = "c5c6931e9c694376a1e41eb05e5cbe46";
    private static final Service A = service("a", new ProcessMatch.ByUnit("a.service"), null);
    private static final Service B = service("b", null, new RestartAction.RestartUnit("b.service"));
    private static final Service ELSEWHERE =
            service("c", new ProcessMatch.ByPort(80), new RestartAction.RunCommand(List.of("x")));

    @TempDir Path folder;
    private final Seen seen = new Seen();

    @BeforeEach
    void begin() throws IOException {
        answer("");
        Path systemctl = folder.resolve("systemctl");
        Files.writeString(
                systemctl,
                "#!/bin/sh\necho \"$*\" >> %1$s/asked\ncat %1$s/answer || exit 1\n"
                        .formatted(folder));
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
    }

    private static Service service(
            String name, @Nullable ProcessMatch process, @Nullable RestartAction restart) {
        return new Service(
                new ServiceName(name), Map.of(), process, List.of(), List.of(), List.of(), restart);
    }

    private void answer(String text) throws IOException {
        Files.writeString(folder.resolve("answer"), text);
    }

    private static String state(String active, int mainPid, String restart) {
        return "ActiveState=%s\nMainPID=%d\nExecMainPID=87\nInvocationID=%s\nRestart=%s\n"
                .formatted(active, mainPid, START, restart);
    }

    private List<String> asked() throws IOException {
        Path asked = folder.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }

    private UnitWatch watch(Service... services) {
        return UnitWatch.open(
                List.of(folder.resolve("systemctl").toString()), List.of(services), folder, seen);
    }

    @Test
    void oneCommandAsksForAllUnits() throws Exception {
        answer(state("active", 87, "always") + "\n" + state("failed", 0, "no"));
        UnitWatch watch = watch(A, B, ELSEWHERE);

        watch.look();

        assertThat(asked()).singleElement().asString().endsWith("-- a.service b.service");
        assertThat(seen.facts(UnitChanged.class))
                .extracting(UnitChanged::active)
                .containsExactly("active", "failed");
    }

    @Test
    void withoutUnitsNobodyIsAsked() throws Exception {
        UnitWatch watch = watch(ELSEWHERE);

        watch.look();

        assertThat(asked()).isEmpty();
        assertThat(seen.all()).isEmpty();
        assertThat(watch.restarts(ELSEWHERE)).isFalse();
    }

    @Test
    void whatIsAskedAheadIsToldByTheFirstLookAndNotBefore() throws Exception {
        answer(state("active", 87, "always"));
        UnitWatch watch = watch(A);
        assertThat(seen.all()).isEmpty();

        watch.look();
        watch.look();

        assertThat(seen.facts(UnitChanged.class)).hasSize(1);
        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "always,true",
        "on-failure,true",
        "on-abnormal,true",
        "on-abort,true",
        "on-watchdog,true",
        "on-success,false",
        "no,false",
        "'',false"
    })
    void aUnitThatRestartsAfterACrashIsGuarded(String restart, boolean guarded) throws Exception {
        answer(state("active", 87, restart) + "\n" + state("active", 88, restart));
        UnitWatch watch = watch(A, B);

        assertThat(watch.restarts(A)).isEqualTo(guarded);
        assertThat(watch.restarts(B)).isEqualTo(guarded);
    }

    @Test
    void theMainProcessOfAStartIsKnownAfterARestartOfTheCollector() throws Exception {
        answer(state("active", 87, "no"));
        watch(A);
        Files.delete(folder.resolve("answer"));

        UnitWatch later = watch(A);

        assertThat(later.mainPid(START)).isEqualTo(87);
        assertThat(later.mainPid("0".repeat(32))).isNull();
    }

    @Test
    void aDamagedFileOfMainProcessesStopsNothing() throws Exception {
        Files.writeString(
                folder.resolve("units.mains"), "\0\0 1\n" + START + " x\n" + START + " 9\nx");

        assertThat(watch(A).mainPid(START)).isEqualTo(9);
    }

    @Test
    void aSystemdThatDoesNotAnswerIsABlindSpotUntilItDoes() throws Exception {
        Files.delete(folder.resolve("answer"));
        UnitWatch watch = watch(A);
        watch.look();
        watch.look();
        assertThat(seen.facts(BlindSpot.class)).hasSize(1);
        assertThat(watch.restarts(A)).isFalse();

        answer(state("active", 87, "no"));
        watch.look();

        assertThat(seen.facts(BlindSpotCured.class)).hasSize(1);
    }

    @Test
    void whereThereIsNoSystemctlThatIsSaid() throws Exception {
        UnitWatch watch = UnitWatch.open(List.of("/no/such/systemctl"), List.of(A), folder, seen);

        watch.look();

        assertThat(seen.facts(BlindSpot.class)).extracting(BlindSpot::source).contains("systemd");
    }

    @Test
    void aUnitThatIsNewIsAskedForAtOnce() throws Exception {
        answer(state("active", 87, "always"));
        UnitWatch watch = watch(A);
        answer(state("active", 87, "always") + "\n" + state("active", 88, "always"));

        watch.reconfigure(List.of(A, B));

        assertThat(watch.restarts(B)).isTrue();
        assertThat(watch.owner("b.service")).contains(B.name());
    }
}
