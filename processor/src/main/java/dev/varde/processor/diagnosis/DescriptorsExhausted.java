package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The program may open no more files or sockets.
final class DescriptorsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.DESCRIPTORS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.finding("ran out of file descriptors", advice(w)));
    }

    private static List<Advice> advice(OwnWords w) {
        return List.of(
                new Advice(
                        "See what it holds",
                        List.of(
                                "ls -l /proc/PID/fd | wc -l",
                                "lsof -p PID | awk '{print $5}' | sort | uniq -c"),
                        "Many sockets in CLOSE_WAIT, or many times the same file, are a leak."),
                new Advice(
                        "Raise the limit",
                        List.of(Shell.setProperty(w.death().instance(), "LimitNOFILE=65536")),
                        "The usual limit of 1,024 is too low for a server with many "
                                + "connections."));
    }
}
