package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Reach;
import dev.varde.events.config.Secret;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Schedule;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import dev.varde.notifier.webhook.body.Links;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every webhook fails in every way, and nothing that is said or written holds a secret of it.
class HushTest {
    private static final String PLANTED = "hemmelig";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final StringWriter logged = new StringWriter();
    private final List<Logger> roots =
            List.of(Logger.getLogger(""), LogContext.getSystemLogContext().getLogger(""));
    private final Handler handler =
            new Handler() {
                @Override
                public synchronized void publish(LogRecord line) {
                    logged.append(String.valueOf(line.getMessage()));
                    Object[] values = line.getParameters();
                    for (Object value : values == null ? new Object[0] : values) {
                        logged.append(' ').append(String.valueOf(value));
                    }
                    if (line.getThrown() != null) {
                        line.getThrown().printStackTrace(new PrintWriter(logged));
                    }
                    logged.append('\n');
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        handler.setLevel(Level.ALL);
        roots.forEach(r -> r.addHandler(handler));
    }

    @AfterEach
    void stop() {
        roots.forEach(r -> r.removeHandler(handler));
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void noFailureTellsASecret() throws Exception {
        List<String> said = new ArrayList<>();
        try (Caller caller = Caller.open()) {
            for (Format format : Format.values()) {
                for (Manner manner : Manner.values()) {
                    try (UnrulyReceiver receiver = UnrulyReceiver.always(manner)) {
                        said.add(failed(caller, format, "http://127.0.0.1:" + receiver.port()));
                        said.add(failed(caller, format, "https://127.0.0.1:" + receiver.port()));
                    }
                }
                said.add(failed(caller, format, "http://127.0.0.1:" + TcpServer.closedPort()));
                said.add(failed(caller, format, "http://hemmelig.invalid"));
            }
        }

        assertThat(said).hasSizeGreaterThan(Format.values().length * Manner.values().length);
        assertThat(String.join("\n", said)).contains("answered 404").doesNotContain(PLANTED);
        assertThat(logged.toString()).contains("receiver=hook").doesNotContain(PLANTED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(PLANTED);
    }

    @Test
    void anAddressThatIsNoneIsNotRepeated() {
        StringWriter trace = new StringWriter();
        try (Caller caller = Caller.open()) {
            for (String url : List.of("ht!tp://hemmelig", "hemmelig", "http://hemmelig:x@h/")) {
                try {
                    WebhookChannel _ = channel(caller, target(url, Format.VARDE));
                } catch (IllegalArgumentException e) {
                    e.printStackTrace(new PrintWriter(trace));
                }
            }
        }

        assertThat(trace.toString()).contains("a webhook's url is").doesNotContain(PLANTED);
    }

    /// What an attempt leaves behind: its outcome and the ledger's record, which is also logged.
    private static String failed(Caller caller, Format format, String base) {
        WebhookTarget target = target(base + "/services/hemmelig?token=hemmelig", format);
        Message message = Hooks.OPENED;
        Outcome outcome = channel(caller, target).send(message, NOON);
        Delivery delivery =
                Schedule.STANDARD.after(intended(message), outcome, NOON, NOON.plusMillis(3), 0.5);
        NotifierLog.attempted(delivery);
        return outcome + " " + new String(new Codec().write(delivery), StandardCharsets.UTF_8);
    }

    private static WebhookChannel channel(Caller caller, WebhookTarget target) {
        return new WebhookChannel(caller, target, Links.NONE, Duration.ofMillis(150));
    }

    private static WebhookTarget target(String url, Format format) {
        return new WebhookTarget(
                new Secret(url),
                List.of(new Secret("whsec_hemmelighemmelighemmelighemmeli=")),
                format,
                Reach.INSIDE,
                Map.of("Authorization", new Secret("Bearer hemmelig")),
                new Secret("hemmeligRoutingKey00000000000000"),
                Hooks.template());
    }

    private static Delivery intended(Message message) {
        Incident incident = message.incident();
        return new Delivery(
                message.id(),
                incident.id(),
                incident.revision(),
                message.receiver(),
                "webhook",
                message.type(),
                State.INTENDED,
                "route 1",
                NOON,
                NOON,
                List.of(),
                null,
                "subject");
    }
}
