package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.ask.Answer;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a script that answers as `systemctl show` does.
class UnitCheckTest {
    private static final List<String> UNITS =
            List.of("a.service", "b.service", "c.service", "d.service");

    @TempDir Path folder;

    /// With a service that is found by the first of them and whose checks ask for all of them.
    private UnitWatch systemctl(String script) throws Exception {
        Path file = folder.resolve("systemctl");
        Files.writeString(file, "#!/bin/sh\necho \"$*\" >> " + folder + "/asked\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Check[] checks =
                UNITS.stream()
                        .map(unit -> Configured.check(CheckKind.UNIT, unit))
                        .toArray(Check[]::new);
        return UnitWatch.open(
                List.of(file.toString()),
                List.of(
                        Configured.service(
                                Configured.KONTALI, new ByUnit("a.service"), List.of(), checks)),
                folder,
                new Seen());
    }

    private static Answer ask(String unit, UnitWatch units) throws Exception {
        return new UnitQuestion(unit, units::fresh).ask();
    }

    @Test
    void oneCallTellsOfAllUnitsOfServicesAndChecks() throws Exception {
        UnitWatch units =
                systemctl(
                        """
                        printf 'LoadState=loaded\nActiveState=active\nSubState=running\nResult=success\n\n'
                        printf 'LoadState=loaded\nActiveState=failed\nSubState=failed\nResult=oom-kill\n\n'
                        printf 'LoadState=not-found\nActiveState=inactive\nSubState=dead\nResult=success\n\n'
                        printf 'LoadState=loaded\nActiveState=reloading\nSubState=reload\nResult=success\n'
                        """);

        assertThat(ask("a.service", units)).isEqualTo(Answer.good());
        assertThat(ask("b.service", units))
                .isEqualTo(Answer.bad(Failure.STATUS, "failed (failed), result oom-kill"));
        assertThat(ask("c.service", units))
                .isEqualTo(Answer.bad(Failure.ERROR, "there is no unit c.service"));
        assertThat(ask("d.service", units)).isEqualTo(Answer.good());
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .singleElement()
                .asString()
                .contains("-- a.service b.service c.service d.service");
    }

    @Test
    void aManagerThatGivesNoAnswerFailsTheCheckWithItsWords() throws Exception {
        UnitWatch units = systemctl("echo 'System has not been booted with systemd'; exit 1");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ask("a.service", units)))
                .hasMessageContaining("not been booted");
    }

    @Test
    void anAnswerThatIsTooShortLeavesTheRestUnknown() throws Exception {
        UnitWatch units = systemctl("printf 'ActiveState=active\\n'");

        assertThat(ask("a.service", units)).isEqualTo(Answer.good());
        assertThat(((Answer.Bad) ask("b.service", units)).detail()).startsWith("unknown");
    }
}
