package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Host;
import dev.varde.events.config.Configuration.Kafka;
import dev.varde.events.config.Configuration.Mail;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Orders;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.config.Configuration.Tls;
import dev.varde.events.config.Configuration.WebhookTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleConfigurationTest {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final Path EXAMPLE =
            Path.of(System.getProperty("varde.root", ".."), "examples", "varde.yaml");

    @Test
    void theExampleIsReadWhole() throws InvalidConfiguration {
        Configuration read =
                ConfigurationReader.read(
                        EXAMPLE, Map.of("SMTP_PASSWORD", "hemmelig", "HOOK_SECRET", SECRET));

        assertThat(read)
                .isEqualTo(
                        new Configuration(
                                new Host(
                                        new HostName("web-1"),
                                        Map.of("environment", "production"),
                                        new Configuration.Listen("127.0.0.1", 8601)),
                                new Kafka("kafka-1:9092,kafka-2:9092"),
                                List.of(kontali(), postgres(), redis()),
                                new RedFlags(500L << 20, 0.9, true),
                                mail(),
                                List.of(ops(), hook()),
                                routes(),
                                restarts(),
                                Redaction.STANDARD,
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                null,
                                Orders.USUAL));
    }

    private static Service kontali() {
        return new Service(
                new ServiceName("kontali-backend"),
                Map.of("team", "erp"),
                new ProcessMatch.ByUnit("kontali-backend.service"),
                List.of(check("http", CheckKind.HTTP, "http://127.0.0.1:8000/health")),
                List.of("/var/log/kontali/*.log"),
                List.of(new ServiceName("postgres"), new ServiceName("redis")),
                new RestartAction.RestartUnit("kontali-backend.service"));
    }

    private static Service postgres() {
        return dependency("postgres", check("postgres", CheckKind.POSTGRES, "127.0.0.1:5432"));
    }

    private static Service redis() {
        return dependency("redis", check("redis", CheckKind.REDIS, "127.0.0.1:6379"));
    }

    private static Service dependency(String name, Check check) {
        return new Service(
                new ServiceName(name), Map.of(), null, List.of(check), List.of(), List.of(), null);
    }

    private static Check check(String name, CheckKind kind, String target) {
        Duration twoSeconds = Duration.ofSeconds(2);
        return new Check(name, kind, target, List.of(), twoSeconds, twoSeconds, 2);
    }

    private static Mail mail() {
        return new Mail(
                "smtp.example.com",
                587,
                Tls.STARTTLS,
                "varde@example.com",
                "varde",
                new Secret("hemmelig"));
    }

    private static Receiver ops() {
        return new Receiver("ops", new MailTarget(List.of("ops@example.com")), null);
    }

    private static Receiver hook() {
        return new Receiver(
                "hook",
                null,
                new WebhookTarget(
                        new Secret("https://hooks.example.com/varde"),
                        new Secret(SECRET),
                        Format.VARDE,
                        false));
    }

    private static List<Route> routes() {
        return List.of(
                new Route(
                        Map.of(
                                "environment", List.of("production"),
                                "cause", List.of("oom-kill", "disk-full")),
                        List.of("ops", "hook"),
                        List.of("service", "cause"),
                        Duration.ofHours(4)),
                new Route(Map.of(), List.of("ops"), List.of(), null));
    }

    private static Restarts restarts() {
        return new Restarts(
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40)),
                3,
                Duration.ofMinutes(10),
                10,
                0.2,
                Duration.ofSeconds(30));
    }
}
