package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.Weekly;
import dev.varde.events.config.Configuration.BodyTerm;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.config.Configuration.StatusRange;
import dev.varde.events.config.Configuration.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    @TempDir private Path folder;

    @Test
    void withoutAFileThisHostIsWatchedWithTheDefaults() {
        Configuration none = ConfigurationReader.empty(Map.of());

        assertThat(none.host().name().value()).isNotBlank();
        assertThat(none.services()).isEmpty();
        assertThat(none.kafka()).isNull();
        assertThat(none.restarts().max()).isEqualTo(3);
    }

    @Test
    void whatTheFileLeavesOutIsTheDefault() throws Exception {
        Configuration read = read("services: []");

        assertThat(read).isEqualTo(ConfigurationReader.empty(Map.of()));
    }

    @Test
    void maintenanceThatComesAgainIsRead() throws Exception {
        List<Configuration.Maintenance> read =
                read("""
                maintenance:
                  - {service: [postgres, redis], host: db-1, days: [sat, sun], at: "02:30", for: 2h, zone: Europe/Oslo}
                  - {at: "04:00", for: 30m}
                """)
                        .maintenance();

        assertThat(read)
                .containsExactly(
                        new Configuration.Maintenance(
                                List.of(new ServiceName("postgres"), new ServiceName("redis")),
                                List.of(new HostName("db-1")),
                                new Weekly(
                                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                        LocalTime.of(2, 30),
                                        Duration.ofHours(2),
                                        ZoneId.of("Europe/Oslo"))),
                        new Configuration.Maintenance(
                                List.of(),
                                List.of(),
                                new Weekly(
                                        Set.of(DayOfWeek.values()),
                                        LocalTime.of(4, 0),
                                        Duration.ofMinutes(30),
                                        ZoneOffset.UTC)));
    }

    @Test
    void whatIsWrongWithAMaintenanceIsSaidAllAtOnce() {
        InvalidConfiguration invalid =
                catchThrowableOfType(
                        InvalidConfiguration.class,
                        () ->
                                read(
                                        "maintenance: [{days: [someday], at: 25h, for: 2d, zone:"
                                                + " Oslo/Europe}, {for: 1h}]"));

        assertThat(invalid.problems())
                .extracting(Object::toString)
                .anyMatch(p -> p.contains("'someday' is no day of the week"))
                .anyMatch(p -> p.contains("'25h' is no time of day"))
                .anyMatch(p -> p.contains("Write up to a day"))
                .anyMatch(p -> p.contains("'Oslo/Europe' is no time zone"))
                .anyMatch(p -> p.contains("'at' is missing"));
    }

    @Test
    void aServiceThatIsFoundByItsUnitLogsInTheJournalUnlessToldOtherwise() throws Exception {
        List<Service> services =
                read("""
                services:
                  - {name: a, process: {unit: a.service}}
                  - {name: b, process: {unit: b.service}, logs: [/var/log/b.log]}
                  - {name: c, process: {unit: c.service}, logs: []}
                  - {name: d, process: {port: 80}, restart: {unit: d.service}}
                """)
                        .services();

        assertThat(services)
                .extracting(Service::journals)
                .containsExactly(List.of("a.service"), List.of(), List.of(), List.of());
        assertThat(services).extracting(s -> s.unit().orElse("")).contains("d.service");
    }

    @Test
    void theJournalIsALogBesideFiles() throws Exception {
        List<Service> services =
                read("""
                services:
                  - name: a
                    process: {unit: a.service}
                    logs: [/var/log/a.log, journal, "journal:a-worker@1.service", journal]
                  - {name: b, restart: {unit: b.service}, logs: journal}
                  - {name: c, logs: ["journal:c.service"]}
                """)
                        .services();

        assertThat(services.getFirst().logs()).containsExactly("/var/log/a.log");
        assertThat(services)
                .extracting(Service::journals)
                .containsExactly(
                        List.of("a.service", "a-worker@1.service"),
                        List.of("b.service"),
                        List.of("c.service"));
    }

    @Test
    void whereTheCollectorShowsItselfCanBeChosenOrTurnedOff() throws Exception {
        assertThat(read("host: {http: '0.0.0.0:9100'}").host().http())
                .isEqualTo(new Configuration.Listen("0.0.0.0", 9100));
        assertThat(read("host: {http: '[::1]:9100'}").host().http())
                .isEqualTo(new Configuration.Listen("::1", 9100));
        assertThat(read("host: {http: off}").host().http()).isNull();
    }

    @Test
    void everyKindOfCheckIsReadAndNamed() throws Exception {
        Service service =
                read("""
                services:
                  - name: a
                    health:
                      - http: https://a.example:8443/x?y=z
                      - http: http://[::1]:80/
                      - tcp: "[::1]:80"
                      - postgres: db:5432
                      - mysql: db:3306
                      - redis: db:6379
                      - {command: [test, -f, "/a b"], every: PT1M, timeout: 500ms, failures: 1}
                """)
                        .services()
                        .getFirst();

        assertThat(service.health())
                .extracting(Check::name)
                .containsExactly("http", "http-2", "tcp", "postgres", "mysql", "redis", "command");
        assertThat(service.health().getLast())
                .isEqualTo(
                        new Check(
                                "command",
                                CheckKind.COMMAND,
                                "test -f /a b",
                                List.of("test", "-f", "/a b"),
                                Duration.ofMinutes(1),
                                Duration.ofMillis(500),
                                1));
    }

    @Test
    void unitsPortsAndMongoDbAreAskedToo() throws Exception {
        List<Check> checks =
                read("""
                services:
                  - name: a
                    health:
                      - {unit: kontali.service}
                      - {port: 8000, failures: 2, of: 5}
                      - mongodb: db:27017
                """)
                        .services()
                        .getFirst()
                        .health();

        assertThat(checks)
                .extracting(Check::kind)
                .containsExactly(CheckKind.UNIT, CheckKind.PORT, CheckKind.MONGODB);
        assertThat(checks)
                .extracting(Check::target)
                .containsExactly("kontali.service", "8000", "db:27017");
        assertThat(checks).extracting(Check::of).containsExactly(null, 5, null);
    }

    @Test
    void whatAnHttpCheckAsksAndExpectsIsRead() throws Exception {
        Path file =
                file(
                        """
                        services:
                          - name: a
                            health:
                              - http: https://a/
                                method: head
                                headers: {Authorization: "Bearer ${TOKEN}", X-Probe: varde}
                                status: [200-204, 401]
                                redirects: 2
                                ca: /etc/varde/ca.pem
                              - {http: "http://a/", contains: '"status":"ok"'}
                              - {http: "https://a/", matches: "ok{1,3}", trust: self-signed}
                        """);

        List<Check> checks =
                ConfigurationReader.read(file, Map.of("TOKEN", "hemmelig"))
                        .services()
                        .getFirst()
                        .health();

        HttpTerms terms = Objects.requireNonNull(checks.getFirst().http());
        assertThat(terms)
                .isEqualTo(
                        new HttpTerms(
                                Configuration.Method.HEAD,
                                Map.of(
                                        "Authorization",
                                        new Secret("Bearer hemmelig"),
                                        "X-Probe",
                                        new Secret("varde")),
                                List.of(new StatusRange(200, 204), new StatusRange(401, 401)),
                                null,
                                2,
                                new Trust.Authority(Path.of("/etc/varde/ca.pem"))));
        assertThat(terms.expects(203)).isTrue();
        assertThat(terms.expects(301)).isFalse();
        assertThat(HttpTerms.USUAL.expects(301)).isTrue();
        assertThat(checks.toString()).doesNotContain("hemmelig");
        assertThat(checks)
                .extracting(c -> Objects.requireNonNull(c.http()).body())
                .containsExactly(
                        null,
                        new BodyTerm.Contains("\"status\":\"ok\""),
                        new BodyTerm.Matches("ok{1,3}"));
        assertThat(Objects.requireNonNull(checks.getLast().http()).trust())
                .isEqualTo(new Trust.SelfSigned());
    }

    @Test
    void aSecretOfACheckIsForWhoeverWatchesServices() throws Exception {
        Path file =
                file(
                        "services: [{name: a, health: [{http: 'http://a/', headers: {A: '${TOKEN}'}}]}]");

        Configuration watching =
                ConfigurationReader.read(
                        file, Map.of("TOKEN", "hemmelig"), Set.of(Chapter.SERVICES));
        Configuration other = ConfigurationReader.read(file, Map.of(), Set.of(Chapter.MAIL));

        assertThat(
                        Objects.requireNonNull(
                                        watching.services().getFirst().health().getFirst().http())
                                .headers())
                .containsEntry("A", new Secret("hemmelig"));
        assertThat(other.services()).hasSize(1);
    }

    @Test
    void processesAreFoundInFourWays() throws Exception {
        List<Service> services =
                read("""
                services:
                  - {name: a, process: {unit: "a@1.service"}, restart: {command: [/bin/a, b]}}
                  - {name: b, process: {command: "uvicorn app.main:app"}}
                  - {name: c, process: {pid-file: /run/c.pid}}
                  - {name: d, process: {port: 8000}}
                """)
                        .services();

        assertThat(services)
                .extracting(Service::process)
                .containsExactly(
                        new ProcessMatch.ByUnit("a@1.service"),
                        new ProcessMatch.ByCommand("uvicorn app.main:app"),
                        new ProcessMatch.ByPidFile(Path.of("/run/c.pid")),
                        new ProcessMatch.ByPort(8000));
        assertThat(services.getFirst().restart())
                .isEqualTo(new RestartAction.RunCommand(List.of("/bin/a", "b")));
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "2s, PT2S",
        "10m, PT10M",
        "4h, PT4H",
        "1d, PT24H",
        "1.5s, PT1.5S",
        "PT2S, PT2S",
        "2 s, PT2S"
    })
    void aDurationIsReadInAllItsForms(String written, Duration meant) throws Exception {
        assertThat(read("restarts: {stable: " + written + "}").restarts().stable())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "500MiB, 524288000",
        "2GB, 2000000000",
        "1048576, 1048576",
        "1.5 KiB, 1536",
        "0, 0"
    })
    void aSizeIsReadInAllItsForms(String written, long bytes) throws Exception {
        assertThat(read("red-flags: {memory-available: " + written + "}").redFlags())
                .extracting(Configuration.RedFlags::memoryAvailable)
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"90%, 0.9", "0.9, 0.9", "100%, 1", "0.5%, 0.005", "1, 1"})
    void aShareIsReadInAllItsForms(String written, double share) throws Exception {
        assertThat(read("red-flags: {disk-used: " + written + "}").redFlags().diskUsed())
                .isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"starttls, 587", "tls, 465", "none, 25"})
    void theMailPortGoesWithTheEncryption(String tls, int port) throws Exception {
        assertThat(read("mail: {host: a, from: a@b.example, tls: " + tls + "}").mail())
                .isNotNull()
                .extracting(Configuration.Mail::port)
                .isEqualTo(port);
    }

    @Test
    void withoutRoutesEveryReceiverIsTold() throws Exception {
        Configuration read =
                read(
                        """
                        receivers:
                          - {name: a, webhook: {url: "https://a"}}
                          - {name: b, webhook: {url: "https://b"}}
                        """);

        assertThat(read.routes()).hasSize(1);
        assertThat(read.routes().getFirst().to()).containsExactly("a", "b");
        assertThat(read.routes().getFirst().matchers()).isEmpty();
    }

    @Test
    void aValueComesFromTheEnvironmentOrAFile() throws Exception {
        Files.writeString(folder.resolve("password"), "hem$melig\\${X}\n");
        Path file =
                file(
                        "mail: {host: a, from: a@b, username: 'x$${y}-${NAME}$', password: '${file:password}'}");

        Configuration.Mail mail = ConfigurationReader.read(file, Map.of("NAME", "${NAME}")).mail();

        assertThat(mail)
                .isEqualTo(
                        new Configuration.Mail(
                                "a",
                                587,
                                Configuration.Tls.STARTTLS,
                                "a@b",
                                "x${y}-${NAME}$",
                                new Secret("hem$melig\\${X}")));
        assertThat(String.valueOf(mail)).doesNotContain("melig");
    }

    @Test
    void templatesAreReadFromWhereTheConfigurationLies() throws Exception {
        Files.writeString(folder.resolve("subject.txt"), "{m.who} is down\n");
        Path file =
                file("mail: {host: a, from: a@b, bounce: c@d, templates: {subject: subject.txt}}");

        Configuration.Mail mail =
                Objects.requireNonNull(ConfigurationReader.read(file, Map.of()).mail());

        assertThat(mail.bounce()).isEqualTo("c@d");
        assertThat(mail.templates())
                .isEqualTo(
                        new Configuration.MailTemplates(
                                new Configuration.Template(
                                        folder.resolve("subject.txt"), "{m.who} is down"),
                                null,
                                null));
    }

    @Test
    void aTemplateThatIsNotThereIsAProblemWithItsLine() throws Exception {
        Path file = file("mail:\n  host: a\n  from: a@b\n  templates:\n    text: gone.txt");

        assertThatThrownBy(() -> ConfigurationReader.read(file, Map.of()))
                .hasMessageContaining(":5: mail.templates.text: the file gone.txt cannot be read");
    }

    @Test
    void aHostWithoutANotifierNeedsNoTemplates() throws Exception {
        Path file = file("mail: {host: a, from: a@b, templates: {text: gone.txt}}");

        Configuration read = ConfigurationReader.read(file, Map.of(), Set.of(Chapter.SERVICES));

        assertThat(Objects.requireNonNull(read.mail()).templates())
                .isEqualTo(Configuration.MailTemplates.NONE);
    }

    @Test
    void thePageHasAnAddressWithoutASlashAtItsEnd() throws Exception {
        assertThat(read("console: {url: 'https://varde.example.com:8443//'}").console())
                .isEqualTo(new Configuration.Page("https://varde.example.com:8443"));
        assertThat(read("host: {name: a}").console()).isNull();
        assertThatThrownBy(() -> read("console: {url: 'https://a/?token=x'}"))
                .hasMessageContaining("console.url");
        assertThatThrownBy(() -> read("console: {url: 'https://a/ops'}"))
                .hasMessageContaining("console.url");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws Exception {
        assertThat(read("\uFEFFhost: {name: web-1}").host().name().value()).isEqualTo("web-1");
    }

    @Test
    void oneValueStandsForAListOfOne() throws Exception {
        Configuration read =
                read(
                        """
                        receivers: [{name: a, webhook: {url: "https://a"}}]
                        routes: [{match: {cause: oom-kill, team: erp}, to: a, group-by: service}]
                        """);

        assertThat(read.routes().getFirst().matchers())
                .containsEntry("cause", List.of("oom-kill"))
                .containsEntry("team", List.of("erp"));
    }

    @Test
    void aCauseOfAVersionToComeMayBeNamed() throws Exception {
        Configuration read =
                read(
                        """
                        receivers: [{name: a, webhook: {url: "https://a"}}]
                        routes: [{match: {cause: [oom-kill, certificate-expired]}, to: a}]
                        """);

        assertThat(read.routes().getFirst().matchers())
                .containsEntry("cause", List.of("oom-kill", "certificate-expired"));
    }

    private Configuration read(String text) throws Exception {
        return ConfigurationReader.read(file(text), Map.of());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("varde.yaml"), text);
    }
}
