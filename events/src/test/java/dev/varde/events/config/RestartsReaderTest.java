package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.varde.events.Cause;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Cure.Hold;
import dev.varde.events.config.Cure.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartsReaderTest {
    @TempDir private Path folder;

    @Test
    void eachKnownCauseHasACureOfItsOwn() {
        assertThat(Cures.STANDARD.keySet()).containsExactlyInAnyOrderElementsOf(Cause.KNOWN);
    }

    @Test
    void aCureThatRefusesSaysWhyAndOneThatDoesNotSaysNothing() {
        assertThat(Cures.STANDARD.values())
                .allMatch(c -> c.why().isEmpty() == (c.restart() == When.YES));
    }

    @Test
    void withoutTheSectionTheStandardHolds() throws Exception {
        Restarts restarts = read("host: {name: web-1}");

        assertThat(restarts.reset()).isEqualTo(Duration.ofMinutes(10));
        assertThat(restarts.brake()).isEqualTo(new Brake(3, minutes(10), minutes(15)));
        assertThat(restarts.cures()).isEqualTo(Cures.STANDARD);
    }

    @Test
    void whatIsWrittenChangesTheStandardKeyByKey() throws Exception {
        Restarts restarts =
                read(
                        """
                        restarts:
                          reset: 20m
                          brake: {hosts: 5, deploy: 0s}
                          causes:
                            oom-kill: {within: 2h}
                            hang: {dump: no}
                            port-in-use: {restart: yes, hold-after: 1}
                            disk-full: {restart: if-it-ran}
                            unknown: {restart: no}
                            database-unreachable: {wait-for: nothing}
                            memory-limit: {hold-after: never}
                            kontali-licence: {restart: no}
                        """);

        assertThat(restarts.reset()).isEqualTo(minutes(20));
        assertThat(restarts.brake()).isEqualTo(new Brake(5, minutes(10), Duration.ZERO));
        assertThat(cure(restarts, "oom-kill").hold()).isEqualTo(new Hold(2, minutes(120)));
        assertThat(cure(restarts, "hang").dump()).isFalse();
        assertThat(cure(restarts, "port-in-use"))
                .isEqualTo(new Cure(When.YES, "", new Hold(1, minutes(60)), false, true, false));
        assertThat(cure(restarts, "disk-full").restart()).isEqualTo(When.IF_IT_RAN);
        assertThat(cure(restarts, "disk-full").why()).startsWith("the disk would still be full");
        assertThat(cure(restarts, "unknown").why()).isEqualTo("the configuration says so");
        assertThat(cure(restarts, "database-unreachable").waits()).isFalse();
        assertThat(cure(restarts, "memory-limit").hold()).isNull();
        assertThat(cure(restarts, "kontali-licence").restart()).isEqualTo(When.NO);
        assertThat(cure(restarts, "deadlock")).isEqualTo(Cures.STANDARD.get(Cause.DEADLOCK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oom-kil: {restart: no} | there is no cause 'oom-kil'. Did you mean 'oom-kill'?",
                "Oom: {restart: no} | this is no cause. Write its id",
                "hang: {restart: maybe} | Write yes, no or if-it-ran.",
                "hang: {dump: true} | Write yes or no.",
                "hang: {wait-for: database} | Write needs or nothing.",
                "hang: {hold-after: 0} | Write a whole number, 1 or more, or never.",
                "hang: {within: 1h} | within belongs to hold-after. Write hold-after: 2 as well.",
                "hang: {dmp: yes} | unknown key 'dmp'. Did you mean 'dump'?",
                "hang: no | a single value does not belong here"
            })
    void aSlipIsSaidWithWhatToWrite(String written, String said) {
        assertThat(problem("restarts:\n  causes:\n    " + written))
                .startsWith("3: ")
                .contains(said);
    }

    @Test
    void oneHostIsNoFleet() {
        assertThat(problem("restarts:\n  brake: {hosts: 1}"))
                .contains("Write 2 or more; one host is no fleet.");
    }

    private String problem(String text) {
        InvalidConfiguration invalid =
                catchThrowableOfType(InvalidConfiguration.class, () -> read(text));
        assertThat(invalid.problems()).hasSize(1);
        InvalidConfiguration.Problem p = invalid.problems().getFirst();
        return p.line() + ": " + p.what() + ". " + p.remedy();
    }

    private Restarts read(String text) throws IOException, InvalidConfiguration {
        Path file = Files.writeString(folder.resolve("varde.yaml"), text);
        return ConfigurationReader.read(file, Map.of()).restarts();
    }

    private static Cure cure(Restarts restarts, String cause) {
        return restarts.cure(new Cause(cause));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
