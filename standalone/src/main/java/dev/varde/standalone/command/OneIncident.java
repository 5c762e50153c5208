package dev.varde.standalone.command;

import dev.varde.events.Incident;
import dev.varde.events.start.CannotStart;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The incident that a command is about, by the beginning of its id.
final class OneIncident {
    private static final int MOST_NAMED = 10;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The incident's id, or enough of its beginning.")
    private String id = "";

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    /// @throws CannotStart when there is none
    /// @throws ParameterException when there are several
    Incident in(Incidents incidents) throws CannotStart {
        List<Incident> found = incidents.beginning(id);
        if (found.isEmpty()) {
            throw new CannotStart(
                    "No incident begins with '"
                            + Plain.line(id)
                            + "'. varde incidents --all lists them.");
        }
        if (found.size() > 1) {
            throw several(found, incidents);
        }
        return found.getFirst();
    }

    private RuntimeException several(List<Incident> found, Incidents incidents) {
        Map<?, String> ids = incidents.shortIds();
        String named =
                found.stream()
                        .limit(MOST_NAMED)
                        .map(i -> ids.get(i.id()) + " (" + Plain.line(i.subject()) + ")")
                        .collect(Collectors.joining(", "));
        String message = "Several incidents begin so: " + named;
        return spec == null
                ? new IllegalStateException(message)
                : new ParameterException(spec.commandLine(), message);
    }
}
