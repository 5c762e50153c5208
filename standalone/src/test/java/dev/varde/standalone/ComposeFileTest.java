package dev.varde.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.standalone.command.VardeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/// `docker-compose.yml` read as YAML: what can be held of it without an engine.
class ComposeFileTest {
    private static final Path ROOT = Path.of(System.getProperty("varde.root", ".."));
    private static final Set<String> PROGRAMS =
            Set.of("collector", "processor", "notifier", "console");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everyContainerHasAHealthCheckAMemoryLimitAndARestartPolicy() {
        assertThat(services).containsKeys("kafka", "mail").containsKeys(names());
        services.forEach((name, service) ->
                assertThat(service).as(name).containsKeys("healthcheck", "mem_limit", "restart"));
    }

    @Test
    void nothingIsPublishedBeyondLoopback() {
        services.forEach((name, service) -> {
            for (Object port : (List<?>) service.getOrDefault("ports", List.of())) {
                assertThat(port.toString()).as(name).startsWith("127.0.0.1:");
            }
        });
    }

    @Test
    void eachProgramIsACommandOfVardeWithOptionsItKnows() {
        CommandLine varde = new CommandLine(new VardeCommand());
        for (String name : PROGRAMS) {
            List<?> command =
                    (List<?>) requireNonNull(requireNonNull(services.get(name)).get("command"));
            assertThat(command.getFirst()).isEqualTo(name);
            Set<String> known = options(varde, name);
            command.stream()
                    .map(Object::toString)
                    .filter(word -> word.startsWith("-"))
                    .forEach(option -> assertThat(known).as(name).contains(option));
        }
    }

    @Test
    void everyVolumeIsDeclaredOrAFileOfTheRepository() {
        Set<String> declared = map(compose().get("volumes")).keySet();
        services.forEach((name, service) -> {
            for (Object volume : (List<?>) service.getOrDefault("volumes", List.of())) {
                String source = volume.toString().split(":", 2)[0];
                boolean there =
                        source.startsWith(".")
                                ? Files.exists(ROOT.resolve(source))
                                : source.startsWith("/") || declared.contains(source);
                assertThat(there).as("%s: %s", name, source).isTrue();
            }
        });
    }

    @Test
    void theConfigurationThatItMountsIsValid() throws Exception {
        Configuration configuration =
                ConfigurationReader.read(
                        ROOT.resolve("deploy/docker/varde.yaml"),
                        Map.of("VARDE_KAFKA", "kafka:9092"));

        assertThat(configuration.services()).isNotEmpty();
    }

    /// One launcher for all: what a container sets itself would drift away from it.
    @Test
    void theImageStartsWhatTheLauncherStarts() throws Exception {
        String image = Files.readString(ROOT.resolve("deploy/docker/Dockerfile"));

        assertThat(image)
                .contains("COPY varde /usr/local/bin/varde", "ENTRYPOINT [\"varde\"]")
                .contains("ENV VARDE_APPLICATION=/app");
        services.forEach(
                (name, service) -> assertThat(service).as(name).doesNotContainKey("entrypoint"));
        assertThat(compose().toString()).doesNotContain("-Xmx48m", "JDK_JAVA_OPTIONS");
    }

    /// It writes no file that says so.
    @Test
    void theCollectorIsAskedWhetherItIsReady() {
        var check = map(requireNonNull(services.get("collector")).get("healthcheck"));

        assertThat(String.valueOf(check.get("test"))).contains("8601", "/q/health/ready");
    }

    private static Set<String> options(CommandLine varde, String command) {
        return requireNonNull(varde.getSubcommands().get(command))
                .getCommandSpec()
                .optionsMap()
                .keySet();
    }

    private static String[] names() {
        return PROGRAMS.toArray(String[]::new);
    }

    private static Map<String, Map<String, Object>> services() {
        @SuppressWarnings("unchecked")
        Map<String, Map<String, Object>> services =
                (Map<String, Map<String, Object>>) requireNonNull(compose().get("services"));
        return services;
    }

    private static Map<String, Object> compose() {
        try {
            return map(new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) requireNonNull(yaml);
    }
}
