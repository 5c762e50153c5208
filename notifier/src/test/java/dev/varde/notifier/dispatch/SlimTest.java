package dev.varde.notifier.dispatch;

import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.events.wire.Codec;
import org.junit.jupiter.api.Test;

class SlimTest {
    private final Codec codec = new Codec();

    @Test
    void theGistSaysWhoWhatAndWhyAndIsSmall() {
        String[] evidence = new String[100];
        java.util.Arrays.fill(evidence, "x".repeat(500));
        Incident whole = incident("i").evidence(evidence).lastLines("y".repeat(4_000)).build();

        Incident gist = Slim.of(whole);

        assertThat(gist.id()).isEqualTo(whole.id());
        assertThat(gist.revision()).isEqualTo(whole.revision());
        assertThat(gist.summary()).isEqualTo(whole.summary());
        assertThat(gist.cause()).isEqualTo(whole.cause());
        assertThat(gist.times()).isEqualTo(whole.times());
        assertThat(gist.evidence()).hasSize(3);
        assertThat(codec.write(gist).length).isLessThan(codec.write(whole).length / 10);
    }

    @Test
    void theTimeOfTheRevisionIsKept() {
        Incident whole = incident("i").build();

        assertThat(Slim.of(whole).timeline()).isEqualTo(whole.timeline());
    }

    @Test
    void whatIsSmallAlreadyStaysAsItIsButForItsLines() {
        Incident small = incident("i").evidence("one").build();

        assertThat(Slim.of(small).evidence()).isEqualTo(small.evidence());
        assertThat(Slim.of(Slim.of(small))).isEqualTo(Slim.of(small));
    }
}
