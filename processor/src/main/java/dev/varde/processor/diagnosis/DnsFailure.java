package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// A name could not be resolved, and the program gave up.
final class DnsFailure implements Rule {
    @Override
    public Cause cause() {
        return Cause.DNS_FAILURE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause()).map(w -> w.finding("could not resolve a name", advice(w)));
    }

    private static List<Advice> advice(OwnWords w) {
        return List.of(
                new Advice(
                        "Ask for the name",
                        List.of("getent hosts NAME", "resolvectl status", "cat /etc/resolv.conf"),
                        "If many names fail, it is the resolver; if one does, it is the name."),
                new Advice(
                        "Start after the network",
                        List.of(
                                Shell.setProperty(
                                        w.death().instance(),
                                        "After=network-online.target Wants=network-online.target")),
                        "At boot the resolver may not be there yet."));
    }
}
