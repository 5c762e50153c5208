package dev.varde.events.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void eachMetricHasItsHelpAndItsKind() {
        assertThat(new MetricsText().gauge("a_bytes", "Bytes.", 12).counter("b_total", "Bs.", 1.5))
                .hasToString(
                        """
                        # HELP a_bytes Bytes.
                        # TYPE a_bytes gauge
                        a_bytes 12
                        # HELP b_total Bs.
                        # TYPE b_total counter
                        b_total 1.5
                        """);
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(
                        new MetricsText()
                                .gauge("a", "A.", null)
                                .gauges("b", "B.", "source", Map.<String, Integer>of()))
                .hasToString("");
    }

    @Test
    void aLabelMayHoldAnything() {
        assertThat(new MetricsText().gauges("a", "A \\ b\nc", "source", Map.of("x\\y\"z\nä", 1)))
                .hasToString(
                        "# HELP a A \\\\ b\\nc\n# TYPE a gauge\na{source=\"x\\\\y\\\"z\\nä\"} 1\n");
    }

    @Test
    void seriesAndLabelsStandInOrder() {
        assertThat(
                        new MetricsText()
                                .counters("a_total", "A.", "type", Map.of("z", 1, "b", 2))
                                .info("i", "I.", Map.of("version", "1", "host", "web-1")))
                .asString()
                .containsSubsequence(
                        "a_total{type=\"b\"} 2\n",
                        "a_total{type=\"z\"} 1\n",
                        "i{host=\"web-1\",version=\"1\"} 1\n");
    }
}
