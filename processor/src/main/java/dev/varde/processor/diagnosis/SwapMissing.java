package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import java.util.List;
import java.util.Optional;

/// A host has no swap, so that any peak of memory ends in a kill.
final class SwapMissing implements Rule {
    @Override
    public Cause cause() {
        return Cause.SWAP_MISSING;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Case.NoSwap s)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        cause(),
                        Confidence.CERTAIN,
                        s.host().host() + " has no swap: a short peak of memory ends in a kill",
                        List.of(
                                new Evidence(
                                        s.sample().id(),
                                        s.sample().time(),
                                        "memory",
                                        "swap total 0")),
                        List.of(),
                        List.of(
                                new Advice(
                                        "Give the host swap",
                                        List.of(
                                                "fallocate -l 2G /swapfile",
                                                "chmod 600 /swapfile",
                                                "mkswap /swapfile",
                                                "swapon /swapfile",
                                                "echo '/swapfile none swap sw 0 0' >> /etc/fstab"),
                                        "If it is without on purpose, write `swap: optional` under red-flags."))));
    }
}
