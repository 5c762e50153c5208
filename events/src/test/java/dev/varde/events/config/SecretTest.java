package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.wire.Codec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final Secret SECRET = new Secret("hemmelig");

    @Test
    void noWayOfPrintingShowsIt() {
        WebhookTarget target =
                new WebhookTarget(
                        SECRET,
                        List.of(SECRET),
                        Format.PAGERDUTY,
                        Reach.PUBLIC,
                        Map.of("Authorization", SECRET),
                        SECRET);

        assertThat("" + SECRET + target + String.format("%s %s", SECRET, List.of(SECRET)))
                .contains("<secret>")
                .doesNotContain("hemmelig");
        assertThat(target.shown()).doesNotContain("hemmelig");
        assertThat(SECRET).isNotInstanceOf(Serializable.class);
    }

    @Test
    void asJsonItIsRefusedOrEmpty() {
        for (ObjectMapper mapper : List.of(Codec.mapper(), new ObjectMapper())) {
            assertThat(json(mapper)).doesNotContain("hemmelig");
        }
    }

    @Test
    void anExceptionThatHoldsItSaysNothing() {
        Throwable thrown =
                catchThrowable(() -> {
                    throw new IllegalStateException("cannot use " + SECRET);
                });

        assertThat(thrown).hasMessage("cannot use <secret>");
    }

    private static String json(ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(Map.of("key", SECRET));
        } catch (JsonProcessingException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
