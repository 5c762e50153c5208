package dev.varde.events.config;

import dev.varde.events.config.Configuration.Maintenance;
import java.util.List;

/// Reads `maintenance`.
final class MaintenanceReader {
    private MaintenanceReader() {}

    static List<Maintenance> all(Section file) {
        return file.find("maintenance").stream()
                .flatMap(list -> list.items().stream())
                .flatMap(item -> item.section(WeeklyReader.keys("service", "host")).stream())
                .map(MaintenanceReader::one)
                .toList();
    }

    private static Maintenance one(Section s) {
        return new Maintenance(
                s.find("service").map(p -> p.all(Kinds.SERVICE_NAME)).orElse(List.of()),
                s.find("host").map(p -> p.all(Kinds.HOST_NAME)).orElse(List.of()),
                WeeklyReader.window(s));
    }
}
