package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The operating system refused an access to the program: a file, a directory, a port below 1024,
/// an executable.
final class PermissionDenied implements Rule {
    @Override
    public Cause cause() {
        return Cause.PERMISSION_DENIED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause()).map(w -> w.whileStarting("was refused access", advice(w)));
    }

    private static List<Advice> advice(OwnWords w) {
        return List.of(
                new Advice(
                        "See who may",
                        List.of("namei -l PATH", "id USER"),
                        "The line names the path or the port. Every directory on the way needs "
                                + "x for the user of the service."),
                new Advice(
                        "Ports below 1024 need a capability",
                        List.of(
                                Shell.setProperty(
                                        w.death().instance(),
                                        "AmbientCapabilities=CAP_NET_BIND_SERVICE")),
                        "ProtectSystem=, ReadWritePaths= and SELinux refuse too; ausearch -m "
                                + "avc -ts recent names the last."));
    }
}
