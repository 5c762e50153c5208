package dev.varde.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VardeCommandTest {
    private static final String VALID =
            """
            host: {name: web-1, labels: {environment: production}}
            services:
              - {name: api, process: {command: "api --serve"}, labels: {team: erp}}
              - {name: redis, health: [{redis: "127.0.0.1:6379"}]}
            mail: {host: smtp.example.com, from: varde@example.com}
            receivers:
              - {name: ops, mail: {to: [ops@example.com]}}
              - {name: erp, webhook: {url: "https://hooks.example.com/erp"}}
            routes:
              - {match: {team: erp}, to: [erp]}
              - {match: {cause: oom-kill}, to: [ops, erp]}
            """;

    @TempDir Path directory;
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    @Test
    void checkShowsWhereAnExampleWouldGo() throws Exception {
        int status = VardeCommand.execute("check", file(VALID).toString());

        assertThat(status).isZero();
        assertThat(out())
                .contains("is valid: services 2, receivers 2, routes 2")
                .contains("to erp by webhook: route 1 matched")
                .contains("goes to nobody");
    }

    @Test
    void checkTakesAnotherCauseForItsExample() throws Exception {
        int status = VardeCommand.execute("check", "--cause", "oom-kill", file(VALID).toString());

        assertThat(status).isZero();
        assertThat(out())
                .contains("to ops by mail: route 2 matched")
                .doesNotContain("goes to nobody");
    }

    @Test
    void checkSaysWhetherItWouldBeRestartedAndWhy() throws Exception {
        Path file =
                file(
                        """
                        services:
                          - name: kontali
                            process: {port: 8000}
                            restart: {unit: kontali.service}
                          - {name: other, process: {port: 8001}}
                        restarts:
                          causes: {unknown: {restart: no}}
                        """);

        assertThat(VardeCommand.execute("check", "--cause", "oom-kill", file.toString())).isZero();
        assertThat(VardeCommand.execute("check", "--cause", "disk-full", file.toString())).isZero();
        assertThat(VardeCommand.execute("check", "--cause", "unknown", file.toString())).isZero();

        assertThat(out())
                .contains(
                        "is restarted at once, or as soon as what it needs is there, at most 3 times"
                                + " within 10 min and 10 a day, held after 2 because of it within 1 h",
                        "is not restarted: the disk would still be full",
                        "is not restarted: the configuration says so",
                        "is not restarted: it has no restart: action");
    }

    @Test
    void checkSaysHowItIsToldAndWhatEvenCriticalOnesWaitFor() throws Exception {
        String grouped =
                VALID.replace(
                        "to: [ops, erp]}",
                        "to: ops, group-by: cause, repeat: 4h, escalate: [{after: 10m, to: erp}],"
                                + " quiet: night}\n"
                                + "times: [{name: night, at: \"22:00\", for: 9h}]");

        int status = VardeCommand.execute("check", "--cause", "oom-kill", file(grouped).toString());

        assertThat(status).isZero();
        assertThat(out()).contains("Note: route 2 keeps everything", "also what is critical");
    }

    @Test
    void checkSaysWhatARouteAsksForBesides() throws Exception {
        String grouped =
                VALID.replace(
                        "to: [ops, erp]}",
                        "to: ops, group-by: cause, repeat: 4h, escalate: [{after: 10m, to: erp}]}");

        int status = VardeCommand.execute("check", "--cause", "oom-kill", file(grouped).toString());

        assertThat(status).isZero();
        assertThat(out())
                .contains(
                        "to ops by mail: route 2 matched cause oom-kill; told together with others"
                                + " of route 2/cause=oom-kill; again after 4 h; to erp when"
                                + " nobody acknowledges within 10 min");
    }

    @Test
    void theVersionIsSaid() {
        assertThat(VardeCommand.execute("--version")).isZero();
        assertThat(out()).startsWith("varde ");
    }

    @Test
    void checkPrintsJsonForPrograms() throws Exception {
        int status = VardeCommand.execute("check", "--json", file(VALID).toString());

        assertThat(status).isZero();
        assertThat(
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .readTree(out())
                                .path("examples"))
                .hasSize(2);
    }

    @Test
    void checkListsEveryErrorAndEndsWithTwo() throws Exception {
        Path file = file("services:\n  - {name: a b}\n  - {nmae: x}\nroutes: 5\n");

        int status = VardeCommand.execute("check", file.toString());

        assertThat(status).isEqualTo(2);
        assertThat(err())
                .contains(file + ":2:", file + ":3:", file + ":4:", "errors:")
                .doesNotContain("Exception");
    }

    @Test
    void anInvalidFileIsJsonTooWhenAskedFor() throws Exception {
        int status = VardeCommand.execute("check", "--json", file("hosts: {}\n").toString());

        assertThat(status).isEqualTo(2);
        var answer = new com.fasterxml.jackson.databind.ObjectMapper().readTree(out());
        assertThat(answer.path("valid").asBoolean(true)).isFalse();
        assertThat(answer.path("problems").get(0).path("line").asInt()).isEqualTo(1);
    }

    @Test
    void checkWithoutAFileIsWrongUse() {
        assertThat(VardeCommand.execute("check")).isEqualTo(2);
        assertThat(err()).contains("varde check FILE");
    }

    @Test
    void aProgramAloneNeedsACluster() throws Exception {
        int status = VardeCommand.execute("collector", "-c", file(VALID).toString());

        assertThat(status).isEqualTo(3);
        assertThat(err()).contains("kafka: {bootstrap-servers:").contains("varde up");
    }

    @Test
    void notifyTestNeedsARunningVarde() {
        int status =
                VardeCommand.execute(
                        "notify-test", "ops", "--data", directory.resolve("d").toString());

        assertThat(status).isEqualTo(3);
        assertThat(err()).contains("No Varde runs with the data directory", "varde up");
    }

    @Test
    void notifyTestKnowsTheReceivers() throws Exception {
        int status = VardeCommand.execute("notify-test", "oops", "-c", file(VALID).toString());

        assertThat(status).isEqualTo(2);
        assertThat(err()).contains("no receiver 'oops'", "ops, erp");
    }

    @Test
    void aDeployNeedsARunningVarde() {
        int status =
                VardeCommand.execute(
                        "deploy", "start", "api", "--data", directory.resolve("d").toString());

        assertThat(status).isEqualTo(3);
        assertThat(err()).contains("No Varde runs with the data directory");
    }

    @Test
    void aDeployIsOfAServiceAndHasABeginningAndAnEnd() {
        assertThat(VardeCommand.execute("deploy", "begin", "api")).isEqualTo(2);
        assertThat(VardeCommand.execute("deploy", "start")).isEqualTo(2);
        assertThat(VardeCommand.execute("deploy", "end", "not a name")).isEqualTo(2);
    }

    @Test
    void aMaintenanceEndsAfterItBegan() {
        assertThat(VardeCommand.execute("maintenance", "plan", "--for", "0")).isEqualTo(2);
        assertThat(VardeCommand.execute("maintenance", "plan", "--from", "tonight")).isEqualTo(2);
        assertThat(err()).contains("a maintenance ends after it began", "'tonight'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "demo",
                "collector",
                "processor",
                "notifier",
                "console",
                "check",
                "doctor",
                "discover",
                "notify-test",
                "unit",
                "incidents",
                "show",
                "report",
                "ack",
                "close",
                "restart",
                "replay",
                "resume",
                "deploy",
                "maintenance"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(VardeCommand.execute(command, "--help")).isZero();
        assertThat(out()).contains("Usage: varde " + command);
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        assertThat(VardeCommand.execute()).isEqualTo(2);
        assertThat(err()).contains("Name a command", "Usage: varde", "notify-test");
    }

    private Path file(String yaml) throws java.io.IOException {
        return Files.writeString(directory.resolve("varde.yaml"), yaml);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
