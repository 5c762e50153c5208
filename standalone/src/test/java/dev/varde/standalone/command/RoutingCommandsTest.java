package dev.varde.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Silences and trials of routes, against a real broker with what a Varde has written.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingCommandsTest {
    private static final String ROUTES =
            """
            receivers:
              - {name: ops, webhook: {url: "https://h.example.com", secret: "${NO_SUCH_SECRET}"}}
              - {name: erp, webhook: {url: "https://h.example.com"}}
              - {name: boss, webhook: {url: "https://h.example.com"}}
            routes:
            """;

    @TempDir static Path directory;
    private final Instant now = Instant.now();
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();
    private EmbeddedBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : written()) {
                producer.send(record).get();
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> written() {
        Records records = new Records(new Codec());
        return List.of(
                records.incident(incident("i-open", "kontali", Duration.ofHours(1), false)),
                records.incident(incident("i-over", "kontali", Duration.ofDays(3), true)),
                records.incident(incident("i-hidden", "import", Duration.ofDays(4), true)),
                records.incident(incident("i-old", "kontali", Duration.ofDays(40), true)),
                records.delivery(delivery("i-open", "ops", Delivery.State.DELIVERED), 0),
                records.delivery(delivery("i-open", "boss", Delivery.State.DELIVERED), 0),
                records.delivery(delivery("i-open", "erp", Delivery.State.HELD_BACK), 0),
                records.delivery(delivery("i-over", "ops", Delivery.State.FAILED), 0),
                records.delivery(delivery("i-hidden", "ops", Delivery.State.HELD_BACK), 0),
                records.word(
                        new OperatorWord.SilenceAdded(
                                new HostName("web-1"), oldSilence(), false, now)));
    }

    private Silence oldSilence() {
        return new Silence(
                new SilenceId("s-import"),
                Map.of("service", List.of("import")),
                Map.of(),
                now.minus(Duration.ofDays(5)),
                now.minus(Duration.ofDays(2)),
                null,
                "kari\u001b[31m",
                "nightly import");
    }

    private Incident incident(String id, String service, Duration ago, boolean over) {
        Instant at = now.minus(ago);
        return new Incident(
                new IncidentId(id),
                3,
                over ? Incident.Change.RESOLVED : Incident.Change.UPDATED,
                over ? IncidentState.RESOLVED : IncidentState.OPEN,
                Severity.CRITICAL,
                new ServiceName(service),
                new HostName("web-1"),
                Map.of("team", "erp"),
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                null,
                service + " on web-1 was killed",
                new Incident.Times(null, at, at, at, null, null, over ? at.plusSeconds(90) : null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    private Delivery delivery(String incident, String receiver, Delivery.State state) {
        return new Delivery(
                new DeliveryId(incident + "/1/webhook/" + receiver),
                new IncidentId(incident),
                1,
                receiver,
                "webhook",
                "incident.opened",
                state,
                "route 1 matched everything",
                now,
                null,
                List.of(),
                null,
                "[critical] it fell");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void listen() {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    private int varde(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--bootstrap-servers";
        all[arguments.length + 1] = broker.bootstrapServers();
        return VardeCommand.execute(all);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(said());
    }

    private Path file(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    @Test
    void aSilenceIsMadeListedAndEnded() throws Exception {
        assertThat(
                        varde(
                                "silence",
                                "add",
                                "--match",
                                "service=~konta.*",
                                "--not",
                                "cause=disk-full",
                                "--for",
                                "2h",
                                "--comment",
                                "new disk",
                                "--by",
                                "anna"))
                .isZero();
        assertThat(said())
                .contains("service=~konta.*, not cause=disk-full", "by anna: new disk")
                .contains("It matches 1 open incident, and would have hidden 2 of the 3")
                .contains("kontali@web-1, oom-kill (i-open)");
        String id = said().substring(0, said().indexOf(' '));
        assertThat(id).matches("s-[a-z2-9]{6}");

        listen();
        assertThat(varde("silence", "list", "--json")).isZero();
        JsonNode listed = json().path("silences");
        assertThat(listed.valueStream().map(s -> s.path("id").asText())).contains(id);
        assertThat(listed.valueStream().filter(s -> s.path("id").asText().equals(id)))
                .allSatisfy(s -> assertThat(s.path("holds").asBoolean()).isTrue());

        listen();
        assertThat(varde("silence", "end", id)).isZero();
        listen();
        assertThat(varde("silence", "list")).isZero();
        assertThat(said()).doesNotContain(id);
        listen();
        assertThat(varde("silence", "end", id)).isEqualTo(Exit.COULD_NOT);
        assertThat(complained()).contains("No silence '" + id + "' holds or will");
    }

    @Test
    void whatIsOverIsListedWhenAskedForAndTurnsNoTerminal() {
        assertThat(varde("silence", "list", "--all")).isZero();

        assertThat(said())
                .contains("s-import", "over since", "kari: nightly")
                .doesNotContain("\u001b");
    }

    @Test
    void aPreviewMakesNone() throws Exception {
        assertThat(varde("silence", "preview", "--match", "host=web-1", "--for", "1h", "--json"))
                .isZero();

        assertThat(json().path("open").valueStream().map(JsonNode::asText))
                .containsExactly("i-open");
        assertThat(json().path("hidden").asInt()).isEqualTo(3);
        assertThat(json().path("incidents").asInt()).isEqualTo(3);
        String id = json().path("silence").path("id").asText();
        listen();
        assertThat(varde("silence", "list", "--all")).isZero();
        assertThat(said()).doesNotContain(id);
    }

    @Test
    void aSilenceThatComesAgainSaysWhen() {
        assertThat(
                        varde(
                                "silence",
                                "preview",
                                "--match",
                                "host=web-1",
                                "--every",
                                "mon,sun",
                                "--at",
                                "02:30",
                                "--lasts",
                                "1h",
                                "--zone",
                                "Europe/Oslo"))
                .isZero();

        assertThat(said()).contains("every mon,sun at 02:30 for 60 min (Europe/Oslo)");
    }

    @Test
    void whatWouldHideEverythingIsRefusedUnlessForced() {
        assertThat(varde("silence", "add", "--match", "host=~.*", "--for", "1h"))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(complained()).contains("Refused: it would hide everything", "--force");

        listen();
        assertThat(varde("silence", "add", "--for", "1m", "--force", "--json")).isZero();
        assertThat(said()).contains("\"id\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--match host=a|Say how long",
                "--match host=a --for soon|--for soon: write it such as 2h",
                "--match host=a --for 1h --until 2030-01-01T00:00:00Z|exclude each other",
                "--match host=a --until 2020-01-01T00:00:00Z|a silence ends after it began",
                "--match host=a --for 366d --from 2030|--from 2030: write it such as",
                "--match host --for 1h|--match host: write NAME=VALUE",
                "--match cause=oom-kil --for 1h|Did you mean 'oom-kill'?",
                "--match severity=bad --for 1h|Write warning or critical.",
                "--not host=~(a --for 1h|this pattern cannot be used",
                "--match host=a --at 02:00 --for 1h|go with --every",
                "--match host=a --every mon|--every needs --at and --lasts",
                "--match host=a --every someday --at 02:00 --lasts 1h|--every someday: write it",
                "--match host=a --every day --at 02:00 --lasts 25h|up to a day",
            })
    void whatMakesNoSenseIsSaid(String options, String complaint) {
        String[] arguments = ("silence add " + options).split(" ");

        assertThat(varde(arguments)).isEqualTo(Exit.WRONG_USE);
        assertThat(complained()).contains(complaint).doesNotContain("Exception");
    }

    @Test
    void newRoutesAreHeldAgainstWhatWasReallyTold() throws Exception {
        Path next =
                file(
                        "next.yaml",
                        ROUTES
                                + """
                                  - match: {team: erp}
                                    to: erp
                                    escalate: [{after: 10m, to: boss}]
                                """);

        assertThat(varde("what-if", next.toString())).isEqualTo(Exit.FOUND_SOMETHING);

        assertThat(said())
                .contains("kontali@web-1, oom-kill (i-open)")
                .contains("+ erp: route 1 matched team erp")
                .contains("- ops: was told; no route leads there")
                .contains(
                        "3 incidents of the last 30 days: told to 2 more receivers (+) and to 2"
                                + " fewer")
                .doesNotContain("- boss", "i-old", "i-hidden");
    }

    @Test
    void newRoutesAreHeldAgainstThoseOfTheConfiguration() throws Exception {
        Path current = file("current.yaml", ROUTES + "  - {to: [ops, erp]}\n");
        Path next =
                file(
                        "other.yaml",
                        ROUTES
                                + "  - {match: {service: kontali}, to: ops, escalate: [{after: 5m,"
                                + " to: boss}]}\n"
                                + "  - {to: [ops, erp]}\n");

        assertThat(varde("what-if", next.toString(), "-c", current.toString(), "--json"))
                .isEqualTo(Exit.FOUND_SOMETHING);

        assertThat(json().path("differences").valueStream())
                .extracting(
                        d -> d.path("incident").asText(),
                        d -> d.path("receiver").asText(),
                        d -> d.path("told").asBoolean())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("i-open", "boss", true),
                        org.assertj.core.groups.Tuple.tuple("i-open", "erp", false),
                        org.assertj.core.groups.Tuple.tuple("i-over", "boss", true),
                        org.assertj.core.groups.Tuple.tuple("i-over", "erp", false));
    }

    @Test
    void theSameRoutesMakeNoDifference() throws Exception {
        Path current = file("same.yaml", ROUTES + "  - {to: [ops, erp]}\n");

        assertThat(varde("what-if", current.toString(), "-c", current.toString())).isZero();
        assertThat(said()).contains("told to 0 more receivers (+) and to 0 fewer");
    }

    @Test
    void testsOfRoutesSayWhichHold() throws Exception {
        file("tested.yaml", ROUTES + "  - {match: {team: erp}, to: erp}\nfallback: ops\n");
        Path tests =
                file(
                        "tests.yaml",
                        """
                        configuration: tested.yaml
                        tests:
                          - name: erp's own
                            incident: {service: kontali, labels: {team: erp}}
                            expect: {to: [erp], not: [ops]}
                          - name: the rest
                            incident: {service: postgres, cause: disk-full}
                            expect: {to: [erp, boss]}
                          - incident: {host: db-1}
                            expect: {held: {ops: quiet}}
                        """);

        assertThat(VardeCommand.execute("route-test", tests.toString()))
                .isEqualTo(Exit.FOUND_SOMETHING);

        assertThat(said())
                .contains("ok     erp's own")
                .contains("FAILED the rest")
                .contains(tests + ":6: erp is not told")
                .contains(tests + ":6: ops is told: no route matched: the fallback")
                .contains("FAILED test 3")
                .contains("nothing is held back for ops")
                .contains("3 tests, 2 failed.");
    }

    @Test
    void testsOfRoutesKnowTheTime() throws Exception {
        file(
                "quiet.yaml",
                ROUTES
                        + """
                          - {to: [ops, erp], quiet: night}
                        times: [{name: night, at: "22:00", for: 9h}]
                        """);
        Path tests =
                file(
                        "quiet-tests.yaml",
                        """
                        configuration: quiet.yaml
                        tests:
                          - name: night
                            incident: {service: kontali, at: 2026-11-01T23:00:00Z}
                            expect: {to: [], held: {ops: quiet in night}}
                          - name: day
                            incident: {service: kontali, at: 2026-11-01T12:00:00Z}
                            expect: {to: [ops, erp]}
                        """);

        assertThat(VardeCommand.execute("route-test", tests.toString(), "--json")).isZero();

        assertThat(json().path("failed").asInt()).isZero();
        assertThat(json().path("tests").get(0).path("held").path("ops").asText())
                .contains("until 2026-11-02T07:00:00Z");
    }

    @Test
    void whatIsWrongInAFileOfTestsIsSaidAllAtOnce() throws Exception {
        file(
                "windows.yaml",
                ROUTES + "  - {to: ops}\ntimes: [{name: night, at: \"22:00\", for: 9h}]\n");
        Path tests =
                file(
                        "broken-tests.yaml",
                        """
                        configuration: windows.yaml
                        tests:
                          - incident: {service: kontali}
                            expect: {to: [opps]}
                          - incident: {cause: oom-kil, at: noon}
                            expect: {}
                          - {expect: {held: {chef: quiet}}}
                        """);

        assertThat(VardeCommand.execute("route-test", tests.toString())).isEqualTo(Exit.WRONG_USE);

        assertThat(complained())
                .contains(
                        "it says no time",
                        "there is no receiver 'opps'",
                        "there is no cause 'oom-kil'",
                        "'noon' is no point in time",
                        "it expects nothing",
                        "'incident' is missing",
                        "there is no receiver 'chef'")
                .doesNotContain("Exception");
    }
}
