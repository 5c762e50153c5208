package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitGuardsTest {
    private static Service service(
            @Nullable ProcessMatch process, @Nullable RestartAction restart) {
        return new Service(
                new ServiceName("kontali"),
                Map.of(),
                process,
                List.of(),
                List.of(),
                List.of(),
                restart);
    }

    private static UnitGuards saying(String word) {
        return new UnitGuards(List.of("sh", "-c", "echo " + word, "systemctl"));
    }

    @Test
    void aUnitThatRestartsItselfIsGuarded() {
        Service byProcess = service(new ProcessMatch.ByUnit("a.service"), null);
        Service byRestart = service(null, new RestartAction.RestartUnit("a.service"));
        assertThat(saying("always").restarts(byProcess)).isTrue();
        assertThat(saying("on-failure").restarts(byRestart)).isTrue();
    }

    @Test
    void aUnitThatDoesNotOrOnlyAfterSuccessIsNot() {
        Service unit = service(new ProcessMatch.ByUnit("a.service"), null);
        assertThat(saying("no").restarts(unit)).isFalse();
        assertThat(saying("on-success").restarts(unit)).isFalse();
        assertThat(saying("").restarts(unit)).isFalse();
    }

    @Test
    void withoutUnitNobodyIsAsked() {
        Service plain =
                service(new ProcessMatch.ByPort(80), new RestartAction.RunCommand(List.of("x")));
        assertThat(saying("always").restarts(plain)).isFalse();
    }

    @Test
    void whereThereIsNoSystemctlNothingIsGuarded() {
        Service unit = service(new ProcessMatch.ByUnit("a.service"), null);
        assertThat(new UnitGuards(List.of("/no/such/systemctl")).restarts(unit)).isFalse();
    }
}
