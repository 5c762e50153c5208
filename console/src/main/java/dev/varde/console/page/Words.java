package dev.varde.console.page;

import dev.varde.console.view.Amounts;
import dev.varde.console.view.Curve;
import dev.varde.console.view.HostView;
import dev.varde.console.view.IncidentPage;
import dev.varde.console.view.IncidentRow;
import dev.varde.console.view.ServiceView;
import dev.varde.console.view.SilenceView;
import dev.varde.console.view.Standing;
import dev.varde.console.view.Wording;
import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How values are worded in the templates.
@TemplateExtension
final class Words {
    private static final int SPARK_WIDTH = 120;
    private static final int SPARK_HEIGHT = 24;

    private Words() {}

    static String words(IncidentState state) {
        return Wording.of(state);
    }

    static String words(Severity severity) {
        return Wording.of(severity);
    }

    static String words(Confidence confidence) {
        return Wording.of(confidence);
    }

    static String words(Standing standing) {
        return Wording.of(standing);
    }

    static String words(Delivery.State state) {
        return Wording.of(state);
    }

    static String words(Duration duration) {
        return Amounts.duration(duration);
    }

    /// A class of the style file.
    static String style(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A sign that differs in shape and not only in colour.
    static String sign(Standing standing) {
        return switch (standing) {
            case WELL -> "●";
            case SHAKY -> "◐";
            case DOWN -> "✖";
            case UNKNOWN -> "○";
            case SILENT -> "◌";
        };
    }

    static String sign(Severity severity) {
        return switch (severity) {
            case WARNING -> "▲";
            case CRITICAL -> "✖";
        };
    }

    static String sign(Delivery.State state) {
        return switch (state) {
            case DELIVERED -> "✔";
            case FAILED -> "✖";
            case INTENDED, RETRYING -> "…";
            case HELD_BACK, SUPERSEDED -> "–";
            case UNKNOWN -> "?";
        };
    }

    static String stamp(Instant time) {
        return Amounts.stamp(time);
    }

    static String size(Long bytes) {
        return Amounts.bytes(bytes);
    }

    static String percent(Double share) {
        return Amounts.percent(share);
    }

    /// Whole pixels of a bar that is 100 wide.
    static long bar(Double share) {
        return Math.round(Math.clamp(share, 0, 1) * 100);
    }

    static boolean tight(Double share) {
        return share >= 0.9;
    }

    /// `key=value`, sorted.
    static List<String> pairs(HostView.About about) {
        return pairs(about.labels());
    }

    static List<String> pairs(Incident incident) {
        return pairs(incident.labels());
    }

    private static List<String> pairs(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList();
    }

    static @Nullable Curve spark(ServiceView service) {
        return Curve.drawable(service.memory())
                ? Curve.of(service.memory(), SPARK_WIDTH, SPARK_HEIGHT)
                : null;
    }

    static String restartPath(ServiceView service) {
        return Paths.instance(service.instance(), "restart");
    }

    static String restartPath(IncidentPage page) {
        return Paths.instance(String.valueOf(page.instance()), "restart");
    }

    static String resumePath(IncidentPage page) {
        return Paths.instance(String.valueOf(page.instance()), "resume");
    }

    static String approvePath(IncidentPage page) {
        return Paths.api(page.row().path(), "approve");
    }

    /// What became of a restart, to be followed by the time it took.
    static String outcome(Incident.Restart r) {
        return switch (r.result()) {
            case "started" -> "being restarted";
            case "up" -> "restarted, up, not proven healthy yet";
            case "healthy" -> "restarted, healthy";
            case "stable" -> "restarted, healthy and stable";
            case "died-again" -> "failed again";
            case "failed" -> "restarted, and it failed";
            case "refused" -> "refused by the collector";
            default -> r.result();
        };
    }

    static String acknowledgePath(IncidentPage page) {
        return Paths.api(page.row().path(), "acknowledge");
    }

    static String silencePath(IncidentPage page) {
        return Paths.api(page.row().path(), "silence");
    }

    static String endPath(SilenceView silence) {
        return Paths.silence(silence.id(), "end");
    }

    static String words(Delivery.Fate fate) {
        return Wording.of(fate);
    }

    static String closePath(IncidentPage page) {
        return Paths.api(page.row().path(), "close");
    }

    static String parentPath(IncidentPage page) {
        IncidentId parent = page.incident().parent();
        return parent == null ? "/" : IncidentRow.path(parent.value());
    }

    static String testPath(ReceiverView receiver) {
        return Paths.receiver(receiver.id(), "test");
    }

    static String blindSpotCount(HostView host) {
        return Amounts.count(host.blindSpots().size(), "blind spot");
    }

    static long swapUsed(HostView.Memory memory) {
        return Math.max(0, memory.swapTotal() - memory.swapFree());
    }
}
