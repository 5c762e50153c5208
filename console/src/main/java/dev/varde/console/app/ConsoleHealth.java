package dev.varde.console.app;

import dev.varde.console.view.CanaryView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Says on `/q/health/ready` whether the console is ready. Where it does not run, it is no reason
/// to be called unready.
@Readiness
@ApplicationScoped
class ConsoleHealth implements HealthCheck {
    private final Console console;

    @Inject
    ConsoleHealth(Console console) {
        this.console = console;
    }

    @Override
    public HealthCheckResponse call() {
        boolean runs = console.running().isPresent();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("console")
                        .withData(
                                "state",
                                runs ? (console.ready() ? "ready" : "reading") : "not run here")
                        .status(!runs || console.ready());
        canary().ifPresent(c ->
                answer.withData("canary", c.took().toMillis() + " ms, " + c.last())
                        .withData("canary-late", c.late()));
        return answer.build();
    }

    /// No reason to be called unready: the notifier tells of a canary that is lost.
    private Optional<CanaryView> canary() {
        return console.running().flatMap(r -> r.board().canary(Instant.now()));
    }
}
