package dev.varde.collector.app;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.right.Sight;
import dev.varde.collector.right.Sight.Standing;
import dev.varde.collector.right.Survey;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.EventId;
import dev.varde.events.config.Configuration.Service;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Says what the collector cannot read, with what would cure it, at the start and when that
/// changes.
///
/// The kernel's log and the log files are said to be blind spots by those who read them, because
/// only they know; that a log can be read again is seen here.
final class Eyesight {
    private static final String ORDERS = "orders";
    private static final String CURE =
            "Write the notifier's public key, which `varde keys show` prints there, under orders:"
                    + " trust: in this host's configuration.";

    private final Survey survey;
    private final String run;
    private final Outbox outbox;
    private final InstantSource clock;

    Eyesight(Survey survey, String run, Outbox outbox, InstantSource clock) {
        this.survey = survey;
        this.run = run;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param services those watched
    /// @param blind the sources that were said to be blind spots
    void look(List<Service> services, Supplier<List<String>> blind) {
        for (Sight sight : survey.standing()) {
            say(
                    sight.source(),
                    sight.standing() == Standing.BLIND
                            ? new BlindSpot(sight.source(), sight.what(), sight.right().cure())
                            : new BlindSpotCured(sight.source()));
        }
        for (String source : blind.get()) {
            if (source.startsWith("/") && (canBeRead(source) || !concerns(source, services))) {
                say(source, new BlindSpotCured(source));
            }
        }
    }

    /// Says when services could be restarted here and nobody may order it.
    ///
    /// @param any whether any key is trusted
    void trusts(List<Service> services, boolean any) {
        boolean wanted = services.stream().anyMatch(s -> s.restart() != null);
        say(
                ORDERS,
                wanted && !any
                        ? new BlindSpot(
                                ORDERS, "no key is trusted, so every restart is refused", CURE)
                        : new BlindSpotCured(ORDERS));
    }

    private static boolean canBeRead(String file) {
        try {
            return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /// Whether a file is still among the logs of a service, as far as its folder and name tell.
    private static boolean concerns(String file, List<Service> services) {
        return services.stream()
                .flatMap(s -> s.logs().stream())
                .anyMatch(log -> log.equals(file) || matches(log, file));
    }

    private static boolean matches(String pattern, String file) {
        try {
            Path path = Path.of(file);
            return path.getFileSystem().getPathMatcher("glob:" + pattern).matches(path);
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private void say(String source, CollectorFact fact) {
        String id =
                "sight-"
                        + run
                        + "-"
                        + Integer.toHexString(source.hashCode())
                        + "-"
                        + clock.millis();
        outbox.put(new Sighting(new EventId(id), clock.instant(), null, fact));
    }
}
