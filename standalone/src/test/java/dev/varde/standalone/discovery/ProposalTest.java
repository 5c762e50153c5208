package dev.varde.standalone.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.standalone.discovery.Found.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalTest {
    @TempDir private Path directory;

    private Configuration read(List<Found> found) throws Exception {
        Path file = Files.writeString(directory.resolve("varde.yaml"), Proposal.of(found));
        return ConfigurationReader.read(file, Map.of());
    }

    private static Found found(int port, String command, @Nullable String unit, Answer answer) {
        return new Found(port, port, command, "www", unit, List.of(), answer);
    }

    @Test
    void eachAnswerBecomesItsCheck() throws Exception {
        Configuration proposed =
                read(
                        List.of(
                                found(8000, "uvicorn", null, new Answer.Http("/health")),
                                found(5432, "postgres", null, new Answer.Postgres()),
                                found(3306, "mariadbd", null, new Answer.Mysql()),
                                found(6379, "redis-server", null, new Answer.Redis()),
                                found(9000, "java", null, new Answer.Tcp()),
                                found(9001, "java", null, new Answer.Nothing())));

        assertThat(proposed.services().stream().flatMap(s -> s.health().stream()))
                .extracting(c -> c.kind() + " " + c.target())
                .containsExactly(
                        "HTTP http://127.0.0.1:8000/health",
                        "POSTGRES 127.0.0.1:5432",
                        "MYSQL 127.0.0.1:3306",
                        "REDIS 127.0.0.1:6379",
                        "TCP 127.0.0.1:9000");
        assertThat(proposed.services().getFirst().process())
                .isEqualTo(new ProcessMatch.ByPort(8000));
    }

    @Test
    void aUnitIsFoundAndRestartedByItsName() throws Exception {
        Service service =
                read(List.of(found(8000, "python3", "kontali.service", new Answer.Tcp())))
                        .services()
                        .getFirst();

        assertThat(service.process()).isEqualTo(new ProcessMatch.ByUnit("kontali.service"));
        assertThat(service.restart()).isEqualTo(new RestartAction.RestartUnit("kontali.service"));
    }

    @Test
    void aProcessMayCallItselfAnything() throws Exception {
        String hostile = "x: [\n- {evil: \"${HOME}\"}] # '\u0000\u2028";
        Found named =
                new Found(
                        80,
                        1,
                        hostile,
                        hostile,
                        null,
                        List.of(Path.of("/var/log/a\"b${HOME}*.log")),
                        new Answer.Tcp());

        Found second = new Found(80, 2, hostile, hostile, null, named.logs(), named.answer());

        Service service = read(List.of(named, second)).services().getLast();

        assertThat(service.name().value()).endsWith("-80-2").doesNotContain(" ", "{", "$");
        assertThat(service.logs()).containsExactly("/var/log/a\"b$\\{HOME\\}\\*.log");
    }

    @Test
    void aProcessOnSeveralPortsIsOneServiceWithSeveralChecks() throws Exception {
        Found web = found(80, "nginx", "nginx.service", new Answer.Http("/"));
        Found tls = found(443, "nginx", "nginx.service", new Answer.Tcp());

        Configuration proposed = read(List.of(web, tls));

        assertThat(proposed.services()).hasSize(1);
        assertThat(proposed.services().getFirst().health()).hasSize(2);
    }

    @Test
    void whereNothingRunsNothingIsProposed() throws Exception {
        assertThat(read(List.of()).services()).isEmpty();
    }
}
