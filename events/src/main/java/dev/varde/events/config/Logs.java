package dev.varde.events.config;

import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.RestartAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the `logs` of a service: paths, and `journal` for the lines of its unit in systemd's
/// journal or `journal:UNIT` for those of another one. A service that is found by its unit and has
/// no `logs` is read from the journal.
///
/// @param files paths and globs
/// @param journals units
record Logs(List<String> files, List<String> journals) {
    private static final String JOURNAL = "journal";
    private static final String JOURNAL_OF = "journal:";

    static Logs read(
            Section service, @Nullable ProcessMatch process, @Nullable RestartAction restart) {
        Optional<String> unit = Configuration.Service.unitOf(process, restart);
        if (!service.has("logs")) {
            boolean found = process instanceof ByUnit;
            return new Logs(List.of(), found ? unit.stream().toList() : List.of());
        }
        List<String> files = new ArrayList<>();
        List<String> journals = new ArrayList<>();
        for (Place place : service.at("logs").oneOrMore()) {
            place.as(Kinds.LOG)
                    .ifPresent(log -> {
                        if (log.startsWith("/")) {
                            files.add(log);
                        } else {
                            journal(place, log, unit).ifPresent(journals::add);
                        }
                    });
        }
        return new Logs(files, journals.stream().distinct().toList());
    }

    private static Optional<String> journal(Place place, String log, Optional<String> unit) {
        if (log.startsWith(JOURNAL_OF)) {
            return Optional.of(log.substring(JOURNAL_OF.length()));
        }
        if (unit.isEmpty()) {
            place.wrong(
                    "the journal of which unit is not said",
                    "Write journal:UNIT, such as journal:kontali.service, or give the service"
                            + " process: {unit: kontali.service}.");
        }
        return unit;
    }

    /// Whether it is a path, or the journal of a unit.
    static boolean names(String text) {
        return text.equals(JOURNAL)
                || Kinds.ABSOLUTE.read().apply(text).isPresent()
                || (text.startsWith(JOURNAL_OF)
                        && Kinds.UNIT
                                .read()
                                .apply(text.substring(JOURNAL_OF.length()))
                                .isPresent());
    }
}
