package dev.varde.standalone.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.redact.Redactor;
import dev.varde.standalone.unit.Program.Needs;
import dev.varde.standalone.unit.Program.Present;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFileTest {
    private static final Needs NEEDS = new Needs(512L << 20, 40, 100, 1_024L);

    @TempDir Path folder;

    private List<String> argv = List.of("/usr/bin/env", "app");
    private @Nullable Path cwd = Path.of("/srv");
    private @Nullable String user = "daemon";
    private Set<String> environment = Set.of();
    private List<Integer> ports = List.of(8000);
    private Set<Path> written = Set.of();
    private @Nullable Path output;
    private List<String> logs = List.of();
    private @Nullable Present present;
    private boolean certain = true;

    private Program program() {
        return new Program(
                "kontali",
                argv,
                certain,
                cwd,
                user,
                user,
                new TreeSet<>(environment),
                ports,
                written,
                output,
                logs,
                List.of("postgresql.service"),
                false,
                NEEDS,
                present);
    }

    private String unit() {
        return UnitFile.of(program(), Redactor.STANDARD);
    }

    @Test
    void itRestartsIsBoundedStartsAtBootAndWaitsForTheNetwork() {
        assertThat(unit().lines())
                .contains(
                        "Restart=on-failure",
                        "RestartSec=2s",
                        "StartLimitBurst=10",
                        "MemoryMax=512M",
                        "TasksMax=256",
                        "LimitNOFILE=8192",
                        "WantedBy=multi-user.target",
                        "Wants=network-online.target",
                        "After=network-online.target postgresql.service",
                        "User=daemon",
                        "WorkingDirectory=/srv",
                        "StandardOutput=journal");
    }

    @Test
    void memoryHighLiesUnderMemoryMax() {
        assertThat(unit()).containsPattern("MemoryHigh=409M\nMemoryMax=512M");
    }

    @Test
    void aWatchdogStandsOnlyWhereThePresentUnitHasOne() {
        assertThat(unit().lines()).noneMatch(l -> l.startsWith("WatchdogSec="));
        assertThat(unit()).contains("# No WatchdogSec=", "sd_notify");

        present = new Present("kontali.service", "notify", "always", Duration.ofSeconds(30));
        assertThat(unit().lines()).contains("WatchdogSec=30s", "Type=notify", "Restart=always");
    }

    @Test
    void secretsOfTheCommandLineAreVariablesAndTheEnvironmentIsNames() {
        argv =
                List.of(
                        "/usr/bin/env",
                        "--token",
                        "s3cr3t",
                        "--password=hunter2",
                        "postgres://kontali:pw123@db/x",
                        "--port=8000");
        environment = Set.of("DATABASE_URL", "HOME", "LC_ALL");

        String unit = unit();

        assertThat(unit).doesNotContain("s3cr3t", "hunter2", "pw123", "LC_ALL", "HOME");
        assertThat(unit)
                .contains(
                        "ExecStart=/usr/bin/env --token ${TOKEN} --password=${PASSWORD} ${SECRET}"
                                + " --port=8000")
                .contains("#   TOKEN=", "#   DATABASE_URL=\n")
                .contains("EnvironmentFile=-/etc/default/kontali");
    }

    @Test
    void wordsThatSystemdWouldReadOtherwiseAreQuoted() {
        assertThat(UnitWord.of("plain-word")).isEqualTo("plain-word");
        assertThat(UnitWord.of("a b")).isEqualTo("\"a b\"");
        assertThat(UnitWord.of("100%")).isEqualTo("100%%");
        assertThat(UnitWord.of("$HOME")).isEqualTo("$$HOME");
        assertThat(UnitWord.of("say \"hi\"\n")).isEqualTo("\"say \\\"hi\\\"\\n\"");
        assertThat(UnitWord.of("\u001b[31m")).isEqualTo("\"\\x1b[31m\"");
        assertThat(UnitWord.of(";")).isEqualTo("\";\"");
        assertThat(UnitWord.of("")).isEqualTo("\"\"");
    }

    @Test
    void wallsThatWouldShutItOffFromItsOwnFilesAreLeftOut() {
        assertThat(unit().lines())
                .contains("PrivateTmp=yes", "ProtectSystem=full", "ProtectHome=yes");

        cwd = Path.of("/home/kontali/app");
        written = Set.of(Path.of("/tmp/kontali.sock.lock"), Path.of("/usr/local/kontali/data"));

        assertThat(unit().lines())
                .doesNotContain("PrivateTmp=yes", "ProtectSystem=full", "ProtectHome=yes");
        assertThat(unit()).contains("# PrivateTmp=yes is left out");
    }

    @Test
    void aLowPortNeedsACapabilityUnlessItRunsAsRoot() {
        ports = List.of(443);
        assertThat(unit()).contains("AmbientCapabilities=CAP_NET_BIND_SERVICE");

        user = null;
        assertThat(unit())
                .doesNotContain("AmbientCapabilities")
                .contains("# It runs as root. A user of its own would be safer");
    }

    @Test
    void aTitleThatTheProcessGaveItselfIsSaidToBeNoCommandLine() {
        certain = false;

        assertThat(unit()).contains("# The process has given itself another title");
    }

    @Test
    void outputThatGoesToAFileGoesThereAgain() {
        output = Path.of("/var/log/kontali/50% off.log");

        assertThat(unit()).contains("StandardOutput=append:/var/log/kontali/50%% off.log");
    }

    @Test
    void namesThatWouldBeLinesOfTheirOwnAreLeftOut() {
        cwd = Path.of("/srv/x\nExecStartPre=/bin/evil");
        output = Path.of("/var/log/x\nUser=root");

        assertThat(unit().lines())
                .noneMatch(l -> l.startsWith("ExecStartPre") || l.equals("User=root"))
                .contains("StandardOutput=journal")
                .anyMatch(l -> l.contains("no unit file can hold"));
    }

    @Test
    void anEmptyArgumentStaysOne() {
        argv = List.of("/usr/bin/env", "", "x");

        assertThat(unit()).contains("ExecStart=/usr/bin/env \"\" x");
    }

    @Test
    void systemdTakesWhateverTheProgramIsCalled() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "left out: needs systemd-analyze");
        argv =
                List.of(
                        "/usr/bin/env",
                        "a b",
                        "100%",
                        "$HOME",
                        "\"quoted\"",
                        "'single'",
                        "back\\slash",
                        "new\nline",
                        ";",
                        "",
                        "æøå",
                        "--password=x",
                        "\u001b[31m");
        environment = Set.of("DATABASE_URL");
        output = Path.of("/var/log/50%.log");
        Path file = Files.writeString(folder.resolve("kontali.service"), unit());

        Ran ran = run("systemd-analyze", "verify", "--man=no", file.toString());

        assertThat(ran.output()).isEmpty();
        assertThat(ran.status()).isZero();
    }

    @Test
    void logrotateTakesWhateverTheLogsAreCalled() throws Exception {
        Path logrotate = Path.of("/usr/sbin/logrotate");
        assumeTrue(Files.isExecutable(logrotate), "left out: needs logrotate");
        Path log = Files.writeString(folder.resolve("my app.log"), "x\n");
        Files.writeString(folder.resolve("other.txt"), "x\n");
        logs = List.of(log.toString(), folder + "/*.txt", "/var/log/bad\"quote.log");
        user = null;
        Path file = Files.writeString(folder.resolve("kontali"), LogrotateFile.of(program()));

        Ran ran =
                run(
                        logrotate.toString(),
                        "-d",
                        "-s",
                        folder.resolve("state").toString(),
                        file.toString());

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output())
                .contains("considering log " + log, "considering log " + folder + "/other.txt")
                .doesNotContain("error:");
    }

    @Test
    void aServiceWithoutLogFilesIsSaidToLogIntoTheJournal() {
        assertThat(LogrotateFile.of(program())).startsWith("#").contains("journal");
    }

    private record Ran(int status, String output) {}

    private static Ran run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }
}
