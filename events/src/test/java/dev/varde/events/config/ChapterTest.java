package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.Orders;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.RestartAction.RestartContainer;
import dev.varde.events.config.Configuration.RestartAction.RestartProgram;
import dev.varde.events.config.Configuration.RestartAction.RestartUnit;
import dev.varde.events.config.Configuration.RestartAction.RunCommand;
import dev.varde.events.config.InvalidConfiguration.Problem;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each program reads its part of the file.
class ChapterTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("varde.root", ".."), "examples", "varde.yaml");
    private static final Set<Chapter> COLLECTOR = Set.of(Chapter.SERVICES, Chapter.ORDERS);
    private static final Set<Chapter> NOTIFIER =
            Set.of(
                    Chapter.MAIL,
                    Chapter.RECEIVERS,
                    Chapter.ROUTES,
                    Chapter.RESTARTS,
                    Chapter.ORDERS,
                    Chapter.SECRETS);
    private static final Set<Chapter> CONSOLE = Set.of(Chapter.RECEIVERS);
    private static final String HOOK_SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir private Path folder;

    private Configuration read(String text, Set<Chapter> needed, Map<String, String> environment)
            throws IOException, InvalidConfiguration {
        Path file = Files.writeString(folder.resolve("varde.yaml"), text);
        return ConfigurationReader.read(file, environment, needed);
    }

    private List<Problem> problems(String text, Set<Chapter> needed) {
        InvalidConfiguration invalid =
                catchThrowableOfType(
                        InvalidConfiguration.class, () -> read(text, needed, Map.of()));
        assertThat(invalid).as("an error in " + text).isNotNull();
        return invalid.problems();
    }

    @Test
    void theExampleNeedsNoSecretOfTheNotifierOnACollectorsHost() throws Exception {
        Configuration read = ConfigurationReader.read(EXAMPLE, Map.of(), COLLECTOR);
        Configuration whole =
                ConfigurationReader.read(
                        EXAMPLE, Map.of("SMTP_PASSWORD", "hemmelig", "HOOK_SECRET", HOOK_SECRET));

        assertThat(read.host()).isEqualTo(whole.host());
        assertThat(read.kafka()).isEqualTo(whole.kafka());
        assertThat(read.services()).isEqualTo(whole.services());
    }

    @Test
    void theExampleNamesBothSecretsThatTheNotifierLacks() {
        assertThatThrownBy(() -> ConfigurationReader.read(EXAMPLE, Map.of(), NOTIFIER))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("the environment has no SMTP_PASSWORD")
                .hasMessageContaining("the environment has no HOOK_SECRET");
    }

    @Test
    void withoutASetEveryVariableIsNeeded() {
        assertThatThrownBy(() -> ConfigurationReader.read(EXAMPLE, Map.of()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("SMTP_PASSWORD")
                .hasMessageContaining("HOOK_SECRET");
    }

    @Test
    void theConsoleNamesReceiversWithoutTheirSecrets() throws Exception {
        Configuration read = ConfigurationReader.read(EXAMPLE, Map.of(), CONSOLE);

        assertThat(read.receivers())
                .extracting(Configuration.Receiver::name)
                .containsExactly("ops", "hook");
        var webhook = Objects.requireNonNull(read.receivers().getLast().webhook());
        assertThat(webhook.secrets()).isEmpty();
    }

    @Test
    void theConsoleStillNeedsTheNamesOfReceivers() {
        String text = "receivers: [{name: '${TEAM}', webhook: {url: '${HOOK}'}}]";
        assertThat(problems(text, CONSOLE))
                .singleElement()
                .extracting(Problem::key, Problem::what)
                .containsExactly("receivers[0].name", "the environment has no TEAM");
    }

    @Test
    void aSecretThatIsSetStaysUnreadWhereItIsNotNeeded() throws Exception {
        Configuration read =
                ConfigurationReader.read(
                        EXAMPLE,
                        Map.of("SMTP_PASSWORD", "hemmelig", "HOOK_SECRET", "no webhook secret"),
                        COLLECTOR);
        assertThat(Objects.requireNonNull(read.mail()).password()).isNull();
    }

    @Test
    void aFileThatIsNotThereIsNoProblemWhereItIsNotNeeded() throws Exception {
        String text =
                "mail: {host: m.example.com, from: a@example.com, username: u,"
                        + " password: '${file:/no/such/file}'}";
        assertThat(read(text, COLLECTOR, Map.of()).mail()).isNotNull();
        assertThat(problems(text, NOTIFIER))
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("the file /no/such/file cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail: {host: '${H}', port: '${P}', tls: '${T}', from: '${F}'}",
                "receivers: [{name: '${N}', mail: {to: '${A}'}}]\nmail: {host: m, from: a@b.no}",
                "receivers: [{name: '${N}', webhook: {url: '${U}'}}]\nroutes: [{to: [ops]}]",
                "receivers: [{name: a, webhook: {url: 'https://x.no/${U}'}}]\n"
                        + "routes: [{to: ['${R}']}]",
                "receivers: [{name: a, webhook: {url: 'https://x.no/', format: '${X}'}}]",
                "routes: [{match: {team: ['${T}']}, to: ['${R}'], group-by: ['${G}'], repeat:"
                        + " '${D}'}]",
                "restarts: {backoff: ['${B}'], max: '${M}', within: '${W}', fleet: '${F}'}",
                "red-flags: {memory-available: '${M}', disk-used: '${D}', swap: '${S}'}"
            })
    void aCollectorNeedsNoVariableOutsideItsServices(String text) throws Exception {
        assertThat(read(text, COLLECTOR, Map.of()).services()).isEmpty();
        assertThat(problems(text, Chapter.all())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: {name: '${X}'}",
                "host: {labels: {team: '${X}'}}",
                "kafka: {bootstrap-servers: '${X}'}"
            })
    void everyProgramNeedsHostAndKafka(String text) {
        for (Chapter chapter : Chapter.values()) {
            assertThat(problems(text, Set.of(chapter)))
                    .singleElement()
                    .extracting(Problem::what)
                    .isEqualTo("the environment has no X");
        }
    }

    @Test
    void aNotifierNeedsNoVariableOfTheServices() throws Exception {
        String text =
                """
                services:
                  - name: api
                    labels: {team: '${TEAM}'}
                    process: {command: '${COMMAND}'}
                    health: [{http: 'http://${HOST}/', every: '${EVERY}'}]
                    logs: ['${LOGS}/app.log']
                    restart: {command: ['${RESTART}']}
                  - {name: '${OTHER}', logs: [/x], needs: ['${API}']}
                  - {name: web, logs: [/y], needs: [other]}
                """;
        assertThat(read(text, NOTIFIER, Map.of()).services()).hasSize(3);
        assertThat(problems(text, COLLECTOR))
                .extracting(Problem::what)
                .contains(
                        "the environment has no TEAM",
                        "the environment has no COMMAND",
                        "the environment has no HOST",
                        "the environment has no EVERY",
                        "the environment has no LOGS",
                        "the environment has no RESTART",
                        "the environment has no OTHER",
                        "the environment has no API");
    }

    @Test
    void aCollectorTrustsKeysAndNeedsNoneToSignWith() throws Exception {
        SigningKey key = SigningKey.make();
        String text =
                "orders: {sign-with: '${KEY}', trust: [%s], limit: {restarts: 2, within: 1m}}"
                        .formatted(key.trusted().text());

        Orders collector = read(text, COLLECTOR, Map.of()).orders();
        Orders notifier = read(text, NOTIFIER, Map.of("KEY", key.reveal())).orders();

        assertThat(collector)
                .isEqualTo(
                        new Orders(
                                null,
                                new TrustedKeys(List.of(key.trusted())),
                                new OrderLimit(2, Duration.ofMinutes(1))));
        assertThat(notifier.signWith()).isEqualTo(new Secret(key.reveal()));
        assertThat(read("services: []", COLLECTOR, Map.of()).orders()).isEqualTo(Orders.USUAL);
    }

    @Test
    void aServiceIsRestartedInFourWays() throws Exception {
        String text =
                """
                services:
                  - {name: a, logs: [/a], restart: {unit: a.service}}
                  - {name: b, logs: [/b], restart: {container: kontali_1}}
                  - {name: c, logs: [/c], restart: {supervisor: 'web:kontali_00'}}
                  - {name: d, logs: [/d], restart: {command: [/bin/d]}}
                """;
        assertThat(read(text, COLLECTOR, Map.of()).services())
                .extracting(Configuration.Service::restart)
                .containsExactly(
                        new RestartUnit("a.service"),
                        new RestartContainer("kontali_1"),
                        new RestartProgram("web:kontali_00"),
                        new RunCommand(List.of("/bin/d")));
    }

    @Test
    void whatIsNeededIsLookedUp() throws Exception {
        String text =
                """
                services:
                  - name: api
                    process: {command: 'java ${APP}'}
                    restart: {command: [/bin/restart, '${APP}', '$${APP}']}
                """;
        var service = read(text, COLLECTOR, Map.of("APP", "app.jar")).services().getFirst();

        assertThat(service.name()).isEqualTo(new ServiceName("api"));
        assertThat(service.process()).isEqualTo(new ByCommand("java app.jar"));
        assertThat(service.restart())
                .isEqualTo(new RunCommand(List.of("/bin/restart", "app.jar", "${APP}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "mail: {hots: x}~unknown key 'hots'",
                "mail: {host: m.example.com, from: nobody}~'nobody' is no mail address",
                "mail: {host: m.example.com}~'from' is missing",
                "mail: {host: m, from: a@b.no, username: u}~username and password go together",
                "receivers: {a: b}~keys and values do not belong here",
                "receivers: [{name: a}]~it says nowhere to send to",
                "receivers: [{name: a, webhook: {url: 'ftp://x'}}]~the value is no address",
                "receivers: [{name: a, webhook: {url: '${A'}}]~'${' without '}'",
                "receivers: [{name: a, webhook: {url: '${1x}'}}]~'${…}' holds no name",
                "routes: [{to: [nobody]}]~there is no receiver 'nobody'",
                "restarts: {max: 0}~'0' is no whole number",
                "orders: {sign-with: hemmelig}~the value is no signing key",
                "orders: {trust: [vk_short]}~'vk_short' is no public key",
                "orders: {limit: {restarts: 0}}~'0' is no whole number",
                "services: [{name: a, logs: [/a], restart: {container: '-v'}}]~'-v' is no"
                        + " container",
                "services: [{name: a, logs: [/a], restart: {container: a/b}}]~'a/b' is no"
                        + " container",
                "services: [{name: a, logs: [/a], restart: {supervisor: all}}]~'all' is no program",
                "services: [{name: a, logs: [/a], restart: {supervisor: 'web:*'}}]~'web:*' is no",
                "services: [{name: a, logs: [/a], restart: {supervisor: '--help'}}]~'--help' is no",
                "red-flags: {swap: maybe}~'maybe' is no word"
            })
    void keysAndShapesAreCheckedForEveryProgram(String text, String what) {
        assertThat(problems(text, COLLECTOR)).anySatisfy(p -> assertThat(p.what()).contains(what));
        assertThat(problems(text, Set.of())).anySatisfy(p -> assertThat(p.what()).contains(what));
    }

    @Test
    void aReceiverWithAVariableForANameHidesNoOtherMistake() {
        String text =
                "receivers: [{name: '${N}', webhook: {url: 'https://x.no/'}, colour: red}]\n"
                        + "routes: [{to: [ops], gruop-by: []}]";
        assertThat(problems(text, COLLECTOR))
                .extracting(Problem::key)
                .containsExactly("receivers[0].colour", "routes[0].gruop-by");
    }

    @Test
    void aLiteralIsReadAsEver() throws Exception {
        String text = "mail: {host: m.example.com, from: a@b.no, username: u, password: 'a$${b'}";
        Configuration.Mail mail = read(text, COLLECTOR, Map.of()).mail();
        assertThat(Objects.requireNonNull(mail).password()).isEqualTo(new Secret("a${b"));
    }

    @ParameterizedTest
    @CsvSource({
        "mail,MAIL",
        "mail.password,MAIL",
        "receivers[0].name,RECEIVERS",
        "routes[12].to[1],ROUTES",
        "red-flags.swap,RED_FLAGS",
        "restarts,RESTARTS",
        "services[0].health[1].http,SERVICES",
        "orders.trust[0],ORDERS"
    })
    void aPathIsHeldByOneChapter(String path, Chapter chapter) {
        assertThat(Chapter.values()).filteredOn(c -> c.holds(path)).containsExactly(chapter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host.name", "kafka", "mailbox.host", "servicesX[0]", "routesbar", "."})
    void otherPathsAreHeldByNone(String path) {
        assertThat(Chapter.values()).noneMatch(c -> c.holds(path));
    }
}
