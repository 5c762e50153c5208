package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.host;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.IncidentId;
import dev.varde.events.wire.Codec;
import dev.varde.processor.Cast;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.fleet.Bond;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.fleet.Post;
import dev.varde.processor.fleet.Shared;
import dev.varde.processor.fleet.Trouble;
import dev.varde.processor.incident.Kin;
import dev.varde.processor.incident.State;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.plan.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept in Kafka: it is read back as it was, and as a version without kin and plans kept
/// it.
class KeptStateTest {
    private final Json json = new Json();
    private final ObjectMapper mapper = Codec.mapper();

    @TempDir Path data;

    @Test
    void anIncidentThatAnOlderVersionKeptIsReadWithoutKin() throws Exception {
        Episode now = episode();
        ObjectNode old = (ObjectNode) mapper.readTree(json.write(State.class, now));
        assertThat(old.remove(List.of("kin", "openings")).has("kin")).isFalse();

        Episode read = (Episode) json.read(State.class, old.toString().getBytes()).orElseThrow();

        assertThat(read.told()).isEqualTo(now.told());
        assertThat(read.relations()).isEqualTo(Kin.NONE);
        assertThat(read.openings()).isEmpty();
    }

    @Test
    void anIncidentIsReadAsItWasKept() throws Exception {
        Episode now = episode();

        assertThat(json.read(State.class, json.write(State.class, now))).contains(now);
        assertThat(now.relations().heard()).isTrue();
        assertThat(now.openings()).hasSize(1);
    }

    @Test
    void aHostThatAnOlderVersionKeptWasNotSeenToReboot() throws Exception {
        HostEvidence now =
                HostEvidence.none(WEB_1)
                        .fold(host(1, new HostRebooted("b0", "b1", at(0), true, "wtmp")));
        ObjectNode old = (ObjectNode) mapper.readTree(json.write(HostEvidence.class, now));
        old.remove("rebooted");

        HostEvidence read = json.read(HostEvidence.class, old.toString().getBytes()).orElseThrow();

        assertThat(read.rebooted()).isNull();
        assertThat(json.read(HostEvidence.class, json.write(HostEvidence.class, now)))
                .contains(now);
    }

    @Test
    void postsNoticesAndPlansAreReadAsTheyWereKept() {
        Trouble trouble =
                new Trouble(
                        new IncidentId("i"),
                        "postgres@db-1",
                        dev.varde.events.Cause.HANG,
                        NOON,
                        dev.varde.events.IncidentState.OPEN,
                        List.of(new IncidentId("j")));
        Shared shared = Shared.service(Cast.POSTGRES);
        Post post = new Post(shared, KONTALI_ON_WEB_1, Bond.NEEDS, trouble, true);
        Notice notice =
                new Notice(
                        shared, KONTALI_ON_WEB_1, Bond.IS, List.of(trouble), 1, List.of("a@b"), 1);
        Plans plans =
                Plans.NONE.heard(
                        new dev.varde.events.OperatorWord.DeployStarted(
                                Cast.KONTALI, WEB_1, null, "kari", NOON, null));

        assertThat(json.read(Post.class, json.write(Post.class, post))).contains(post);
        assertThat(json.read(Notice.class, json.write(Notice.class, notice))).contains(notice);
        assertThat(json.read(Plans.class, json.write(Plans.class, plans))).contains(plans);
    }

    /// As the stream keeps it of the first crash of an example.
    private Episode episode() throws IOException, dev.varde.events.wire.Unreadable {
        try (Stage stage = new Stage(Cast.configuration(), data, NOON)) {
            new Story().play(stage, Story.lines("oom-kill").subList(0, 7));
            return (Episode)
                    json.read(
                                    State.class,
                                    stage.kept(Names.INCIDENTS, "web-1/SERVICE/kontali-backend"))
                            .orElseThrow();
        }
    }
}
