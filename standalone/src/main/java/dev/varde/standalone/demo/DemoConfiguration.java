package dev.varde.standalone.demo;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Mail;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.config.Configuration.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The configuration of the demo: two services, one receiver, and waits short enough to look at.
final class DemoConfiguration {
    static final ServiceName BACKEND = new ServiceName("sample-backend");
    static final ServiceName DATABASE = new ServiceName("sample-database");

    private DemoConfiguration() {}

    static Configuration make(
            Configuration plain,
            SampleProcesses processes,
            int port,
            int databasePort,
            int mailPort) {
        return new Configuration(
                plain.host(),
                null,
                List.of(backend(processes, port), database(processes, databasePort)),
                plain.redFlags(),
                new Mail("127.0.0.1", mailPort, Tls.NONE, "varde@demo.test", null, null),
                List.of(new Receiver("ops", new MailTarget(List.of("ops@demo.test")), null)),
                List.of(new Configuration.Route(Map.of(), List.of("ops"), List.of(), null)),
                new Restarts(
                        List.of(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(4)),
                        20,
                        Duration.ofMinutes(10),
                        100,
                        1.0,
                        Duration.ofSeconds(2)));
    }

    private static Service backend(SampleProcesses processes, int port) {
        return new Service(
                BACKEND,
                Map.of("team", "demo"),
                new ProcessMatch.ByPidFile(processes.pidFile()),
                List.of(
                        new Check(
                                "http",
                                CheckKind.HTTP,
                                "http://127.0.0.1:" + port + "/health",
                                List.of(),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(1),
                                2)),
                List.of(processes.log().toString()),
                List.of(DATABASE),
                new RestartAction.RunCommand(List.of(processes.script().toString())));
    }

    private static Service database(SampleProcesses processes, int port) {
        return new Service(
                DATABASE,
                Map.of("team", "demo"),
                new ProcessMatch.ByPidFile(processes.databasePidFile()),
                List.of(
                        new Check(
                                "tcp",
                                CheckKind.TCP,
                                "127.0.0.1:" + port,
                                List.of(),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                2)),
                List.of(),
                List.of(),
                null);
    }

    /// Where the demo keeps its own files inside the data directory.
    static Path directory(Path data) {
        return data.resolve("demo");
    }
}
