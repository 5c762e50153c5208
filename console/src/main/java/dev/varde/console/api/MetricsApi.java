package dev.varde.console.api;

import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import dev.varde.console.view.CanaryView;
import dev.varde.console.view.HostView;
import dev.varde.console.view.Overview;
import dev.varde.events.metrics.MetricsText;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a monitoring system asks: numbers, and no names. Like the health, it needs no token.
@Path("/q/metrics")
public class MetricsApi {
    private final Console console;

    @Inject
    MetricsApi(Console console) {
        this.console = console;
    }

    @GET
    public Response metrics() {
        Board board = console.running().orElseThrow(Answers::closing).board();
        Instant now = Instant.now();
        MetricsText text = new MetricsText();
        fleet(text, board.overview(now), console.ready());
        canary(text, board.canary(now));
        return Response.ok(text.toString(), MetricsText.CONTENT_TYPE).build();
    }

    private static void fleet(MetricsText text, Overview all, boolean ready) {
        text.gauge(
                        "varde_console_ready",
                        "Whether Kafka answers and all that was there is read.",
                        ready ? 1 : 0)
                .counter(
                        "varde_console_skipped_records_total",
                        "Records that could not be read.",
                        all.kafka().skipped())
                .gauges(
                        "varde_incidents_open",
                        "Open incidents, by severity.",
                        "severity",
                        count(all.open(), i -> i.severity().toString()))
                .gauges(
                        "varde_services",
                        "Services of all hosts, by how they are.",
                        "state",
                        count(all.services(), s -> s.standing().toString()))
                .gauge("varde_hosts", "Hosts whose collector was heard.", all.hosts().size())
                .gauge(
                        "varde_hosts_silent",
                        "Hosts whose collector is not heard any more.",
                        all.hosts().stream().filter(HostView::silent).count());
    }

    private static void canary(MetricsText text, Optional<CanaryView> came) {
        came.ifPresent(c ->
                text.gauges(
                                "varde_canary_seconds",
                                "How long the canary's way took in the last hour.",
                                "quantile",
                                Map.of("0.5", seconds(c.p50()), "0.99", seconds(c.p99())))
                        .gauge(
                                "varde_canary_last_seconds",
                                "How long the way of the last canary took.",
                                seconds(c.took()))
                        .gauge(
                                "varde_canary_last_timestamp_seconds",
                                "When the last canary came, since the Unix epoch.",
                                c.last().toEpochMilli() / 1_000.0)
                        .gauge(
                                "varde_canary_late",
                                "Whether the canary is missing.",
                                c.late() ? 1 : 0));
    }

    private static <T> Map<String, Long> count(List<T> all, Function<T, String> by) {
        return all.stream()
                .collect(
                        Collectors.groupingBy(
                                x -> by.apply(x).toLowerCase(Locale.ROOT), Collectors.counting()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
