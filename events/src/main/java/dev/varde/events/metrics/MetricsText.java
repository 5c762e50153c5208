package dev.varde.events.metrics;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Metrics as Prometheus reads them: its text format 0.0.4 ("Exposition formats" of its
/// documentation). A value that is not known is left out.
public final class MetricsText {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /// What a metric measures: something that goes up and down, or that only grows.
    private enum Kind {
        GAUGE("gauge"),
        COUNTER("counter");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    public MetricsText gauge(String name, String help, @Nullable Number value) {
        return one(Kind.GAUGE, name, help, value);
    }

    /// @param name ends in `_total`
    public MetricsText counter(String name, String help, @Nullable Number value) {
        return one(Kind.COUNTER, name, help, value);
    }

    /// One series for each value of a label.
    public MetricsText gauges(
            String name, String help, String label, Map<String, ? extends Number> values) {
        return series(Kind.GAUGE, name, help, label, values);
    }

    /// @param name ends in `_total`
    public MetricsText counters(
            String name, String help, String label, Map<String, ? extends Number> values) {
        return series(Kind.COUNTER, name, help, label, values);
    }

    /// Facts as labels of a metric that is always 1.
    public MetricsText info(String name, String help, Map<String, String> labels) {
        head(Kind.GAUGE, name, help);
        String all =
                labels.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(l -> pair(l.getKey(), l.getValue()))
                        .collect(Collectors.joining(","));
        text.append(name).append('{').append(all).append("} 1\n");
        return this;
    }

    private MetricsText one(Kind kind, String name, String help, @Nullable Number value) {
        if (value != null) {
            head(kind, name, help);
            text.append(name).append(' ').append(number(value)).append('\n');
        }
        return this;
    }

    private MetricsText series(
            Kind kind,
            String name,
            String help,
            String label,
            Map<String, ? extends Number> values) {
        if (!values.isEmpty()) {
            head(kind, name, help);
            values.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(v ->
                            text.append(name)
                                    .append('{')
                                    .append(pair(label, v.getKey()))
                                    .append("} ")
                                    .append(number(v.getValue()))
                                    .append('\n'));
        }
        return this;
    }

    private void head(Kind kind, String name, String help) {
        text.append("# HELP ").append(name).append(' ');
        text.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(kind.word).append('\n');
    }

    private static String pair(String label, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return label + "=\"" + escaped + "\"";
    }

    private static String number(Number value) {
        double d = value.doubleValue();
        return d == Math.rint(d) && Math.abs(d) < 1e15 ? Long.toString((long) d) : value.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
