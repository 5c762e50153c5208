package dev.varde.collector.journal;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.Service;
import java.util.List;
import java.util.Map;

/// The services that are watched in these tests.
final class Services {
    static final ServiceName KONTALI = new ServiceName("kontali");
    static final String UNIT = "kontali.service";

    private Services() {}

    /// Found by its unit, logs into the journal.
    static Service kontali() {
        return of("kontali", UNIT);
    }

    static Service of(String name, String unit) {
        return new Service(
                new ServiceName(name),
                Map.of(),
                new ByUnit(unit),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(unit));
    }

    /// Neither has a unit nor logs in the journal.
    static Service elsewhere() {
        return new Service(
                new ServiceName("elsewhere"),
                Map.of(),
                null,
                List.of(),
                List.of("/var/log/elsewhere.log"),
                List.of(),
                null);
    }
}
