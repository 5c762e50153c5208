package dev.varde.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.standalone.broker.EmbeddedBroker;
import dev.varde.standalone.report.Told;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker with incidents of a Varde that does not run any more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentCommandsTest {
    private static final String OPEN = "0198c5a1-aaaa-7000-8000-000000000001";
    private static final String GIVEN_UP = "0198c5a1-aabb-7000-8000-000000000002";
    private static final String RESOLVED = "0199ffff-cccc-7000-8000-000000000003";

    @TempDir static Path directory;
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

    /// In this order; the last one is no incident.
    private static List<ProducerRecord<byte[], byte[]>> written() {
        Records records = new Records(new Codec());
        return List.of(
                records.incident(incident(OPEN, "kontali", IncidentState.RESTARTING)),
                records.incident(incident(OPEN, "kontali", IncidentState.OPEN)),
                records.incident(incident(GIVEN_UP, "fakt", IncidentState.GAVE_UP)),
                records.incident(incident(RESOLVED, "kontali", IncidentState.RESOLVED)),
                records.delivery(Told.delivery(OPEN), 0),
                new ProducerRecord<>(
                        Topics.INCIDENTS, new byte[] {1}, "{".getBytes(StandardCharsets.UTF_8)));
    }

    private static Incident incident(String id, String service, IncidentState state) {
        return Told.incident(id, service, state, "Killed process 12 \u001b]0;owned\u0007(python3)");
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

    @Test
    void whatIsOpenIsListedAsItStandsNowWithIdsThatAreLongEnough() {
        assertThat(varde("incidents")).isZero();

        assertThat(said())
                .contains("0198c5a1-aaa  open", "kontali@web-1, oom-kill")
                .contains("0198c5a1-aab  given up", "fakt@web-1")
                .doesNotContain("0199ffff", "restarting");
        assertThat(complained()).contains("1 records of incidents could not be read");
    }

    @Test
    void allAndOneServiceCanBeAskedFor() {
        assertThat(varde("incidents", "--all", "--service", "kontali")).isZero();

        assertThat(said()).contains("0198c5a1", "0199ffff").doesNotContain("fakt");
    }

    @Test
    void programsGetTheWholeIncidents() throws Exception {
        assertThat(varde("incidents", "--json", "--service", "fakt@web-1")).isZero();

        JsonNode list = new ObjectMapper().readTree(said()).path("incidents");
        assertThat(list).hasSize(1);
        assertThat(list.get(0).path("id").asText()).isEqualTo(GIVEN_UP);
        assertThat(list.get(0).path("state").asText()).isEqualTo("gave-up");
    }

    @Test
    void nothingOpenIsSaid() {
        assertThat(varde("incidents", "--service", "none")).isZero();

        assertThat(said()).contains("Nothing is open", "--all");
    }

    @Test
    void whatWasSentIsListedWithItsReceiverStateAndId() {
        assertThat(varde("deliveries", "--incident", OPEN.substring(0, 13))).isZero();

        assertThat(said()).contains(Told.delivery(OPEN).id().value(), "ops by mail");
        assertThat(said()).doesNotContain("\u001b");
    }

    @Test
    void aDeliveryIsShownWithAllItsAttempts() {
        assertThat(varde("deliveries", Told.delivery(OPEN).id().value())).isZero();

        assertThat(said()).contains("Attempts", "revision");
    }

    @Test
    void programsGetDeliveriesAsTheyAreInTheLedger() throws Exception {
        assertThat(varde("deliveries", "--json", "--receiver", "ops")).isZero();

        JsonNode list = new ObjectMapper().readTree(said()).path("deliveries");
        assertThat(list).hasSize(1);
        assertThat(list.get(0).path("receiver").asText()).isEqualTo("ops");
    }

    @Test
    void nothingThatFitsIsSaidAndAWrongQuestionRefused() {
        assertThat(varde("deliveries", "--receiver", "nobody")).isZero();
        assertThat(said()).contains("nothing that fits");

        assertThat(varde("deliveries", "--state", "lost")).isEqualTo(Exit.WRONG_USE);
        assertThat(complained()).contains("'lost' is no state of a delivery");

        assertThat(varde("deliveries", "no-such-id")).isEqualTo(Exit.COULD_NOT);
        assertThat(complained()).contains("varde deliveries lists them");
    }

    @Test
    void aBeginningOfItsIdIsEnoughToShowOne() {
        assertThat(varde("show", "0198c5a1-aaa")).isZero();

        assertThat(said())
                .contains("kontali on web-1 was killed", "Why", "What to do", "ops by mail")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void oneIsShownToProgramsToo() throws Exception {
        assertThat(varde("show", OPEN, "--json")).isZero();

        assertThat(new ObjectMapper().readTree(said()).path("type").asText()).isEqualTo("incident");
    }

    @Test
    void aBeginningOfSeveralIsWrongUseAndNamesThem() {
        assertThat(varde("show", "0198")).isEqualTo(2);

        assertThat(complained()).contains("0198c5a1-aaa (kontali@web-1)", "0198c5a1-aab");
    }

    @Test
    void oneThatIsNotThereCannotBeShown() {
        assertThat(varde("report", "ffff")).isEqualTo(3);

        assertThat(complained()).contains("No incident begins with 'ffff'", "varde incidents");
    }

    @Test
    void aReportIsMarkdown() {
        assertThat(varde("report", RESOLVED)).isZero();

        assertThat(said())
                .startsWith("# kontali on web\\-1".replace("\\", ""))
                .contains("## Root cause", "## Action items");
    }

    @Test
    void aWordAboutAResolvedIncidentIsNotNeeded() {
        assertThat(varde("close", RESOLVED)).isEqualTo(3);

        assertThat(complained()).contains("resolved already");
    }

    @Test
    void aWordThatNoProcessorTakesIsOnItsTopicAndThatNobodyTookItIsSaid() throws Exception {
        assertThat(varde("ack", OPEN, "--by", "kari", "-m", "hold")).isEqualTo(3);

        assertThat(complained()).contains("no processor has taken it");
        assertThat(words()).contains("\"by\":\"kari\"", "\"note\":\"hold\"", OPEN);
    }

    @Test
    void aRestartIsWordedForItsOpenIncident() throws Exception {
        assertThat(varde("restart", "kontali@web-1", "--by", "kari")).isEqualTo(3);

        assertThat(complained()).contains("no notifier has taken it");
        assertThat(words()).contains("restart-now", "\"incident\":\"" + OPEN);
    }

    @Test
    void whatWasStoppedIsApprovedByServiceOrByIncident() throws Exception {
        assertThat(varde("restart", "--approve", "kontali", "--by", "kari")).isZero();
        assertThat(varde("restart", "--approve", OPEN, "--by", "kari")).isZero();

        assertThat(said()).contains("Varde may restart kontali again, for an hour");
        assertThat(words()).contains("restart-approved", "\"service\":\"kontali\"", OPEN);
    }

    @Test
    void whatIsNotOpenCannotBeApproved() {
        assertThat(varde("restart", "--approve", "nothing")).isEqualTo(3);
        assertThat(varde("restart", "--approve", RESOLVED)).isEqualTo(3);

        assertThat(complained()).contains("No service and no open incident is called");
    }

    @Test
    void anInstanceAndAnApprovalExcludeEachOther() {
        assertThat(varde("restart", "kontali@web-1", "--approve", "kontali")).isEqualTo(2);
        assertThat(varde("restart")).isEqualTo(2);
    }

    @Test
    void resumingIsAWordToo() throws Exception {
        assertThat(varde("resume", "nowhere@web-9")).isZero();

        assertThat(said()).contains("is it written right?");
        assertThat(words()).contains("nowhere");
    }

    @Test
    void aReplayIsSaidAsAWordAndWhatFitsNothingIsToldSo() {
        assertThat(varde("replay", "--receiver", "nobody", "--since", "2026-11-01T00:00:00Z"))
                .isEqualTo(Exit.FOUND_SOMETHING);

        assertThat(said()).contains("Nothing that failed fits.");
        assertThat(words()).contains("operator.replay-deliveries", "nobody");
    }

    @Test
    void aReplaySinceNoTimeIsWrongUse() {
        assertThat(varde("replay", "--since", "yesterday")).isEqualTo(Exit.WRONG_USE);

        assertThat(complained()).contains("yesterday");
    }

    @Test
    void anInstanceIsWrittenServiceAtHost() {
        assertThat(varde("restart", "kontali")).isEqualTo(2);

        assertThat(complained()).contains("service@host");
    }

    @Test
    void withoutARunningVardeItIsSaidWhatToDo() {
        int status =
                VardeCommand.execute(
                        "incidents", "--data", directory.resolve("nothing").toString());

        assertThat(status).isEqualTo(3);
        assertThat(complained()).contains("No Varde runs", "varde up", "--bootstrap-servers");
    }

    @Test
    void serversThatCannotBeServersAreRefusedInOneSentence() {
        int status = VardeCommand.execute("incidents", "--bootstrap-servers", "no port");

        assertThat(status).isEqualTo(3);
        assertThat(complained()).contains("cannot be used").doesNotContain("Exception");
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.OPERATOR, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            consumer.poll(Duration.ofSeconds(20))
                    .forEach(r -> words.append(new String(r.value(), StandardCharsets.UTF_8)));
        }
        return words.toString();
    }
}
