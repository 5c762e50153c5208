package dev.varde.processor.incident;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.Severity;
import dev.varde.processor.incident.Account.Settling;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accounts and orders for the tests of a life.
final class Lives {
    static final OrderId ORDER = new OrderId("order-1");

    static final Evidence DUMP =
            new Evidence(new EventId("dump-1"), at(8), "process", "threads of process 12");

    private Lives() {}

    /// KONTALI was killed by a signal.
    static Account death(String trigger, double seconds) {
        return account(
                trigger, at(seconds), Cause.KILLED_BY_SIGNAL, Confidence.CERTAIN, Settling.PROVEN);
    }

    static Account failure(String trigger) {
        return account(trigger, null, Cause.HANG, Confidence.LIKELY, Settling.PROVEN);
    }

    static Account flag(String trigger) {
        return account(trigger, null, Cause.MEMORY_LOW, Confidence.CERTAIN, Settling.AT_ONCE);
    }

    static Account worker(String trigger, double seconds) {
        return account(
                trigger,
                at(seconds),
                Cause.KILLED_BY_SIGNAL,
                Confidence.CERTAIN,
                Settling.BY_ITSELF);
    }

    static Account account(
            String trigger,
            @Nullable Instant died,
            Cause cause,
            Confidence confidence,
            Settling settling) {
        return new Account(
                new EventId(trigger),
                settling,
                KONTALI,
                WEB_1,
                Map.of("team", "erp"),
                settling == Settling.PROVEN ? Severity.CRITICAL : Severity.WARNING,
                cause,
                confidence,
                Phase.RUNNING,
                "kontali-backend on web-1: " + cause,
                null,
                died,
                died == null ? at(0) : died,
                List.of(new Incident.Evidence(new EventId(trigger), at(0), "process", "it ended")),
                List.of(),
                List.of(),
                true,
                List.of(),
                List.of());
    }

    /// The revisions that a step tells.
    static List<Incident> told(Step step) {
        return step.effects().stream()
                .filter(Effect.Tell.class::isInstance)
                .map(e -> ((Effect.Tell) e).incident())
                .toList();
    }
}
