package dev.varde.console.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
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
        return HealthCheckResponse.named("console")
                .withData("state", runs ? (console.ready() ? "ready" : "reading") : "not run here")
                .status(!runs || console.ready())
                .build();
    }
}
