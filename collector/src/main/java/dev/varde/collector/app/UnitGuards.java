package dev.varde.collector.app;

import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.RestartAction.RestartUnit;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Whether the unit manager restarts a service by itself (systemd.service(5), `Restart=`); nobody
/// else should then.
final class UnitGuards {
    /// Values of `Restart=` with which a crash is followed by a restart.
    private static final Set<String> RESTARTING =
            Set.of("always", "on-failure", "on-abnormal", "on-abort", "on-watchdog");

    private static final int SECONDS = 2;

    private final List<String> systemctl;

    UnitGuards() {
        this(List.of("systemctl"));
    }

    /// @param systemctl the command that answers
    UnitGuards(List<String> systemctl) {
        this.systemctl = List.copyOf(systemctl);
    }

    boolean restarts(Service service) {
        return unit(service).map(unit -> RESTARTING.contains(ask(unit))).orElse(false);
    }

    private static Optional<String> unit(Service service) {
        if (service.process() instanceof ByUnit(String unit)) {
            return Optional.of(unit);
        }
        return service.restart() instanceof RestartUnit(String unit)
                ? Optional.of(unit)
                : Optional.empty();
    }

    private String ask(String unit) {
        List<String> argv = new java.util.ArrayList<>(systemctl);
        argv.addAll(List.of("show", "--property=Restart", "--value", "--", unit));
        try {
            Process process =
                    new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
