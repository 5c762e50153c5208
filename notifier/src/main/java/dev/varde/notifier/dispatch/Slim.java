package dev.varde.notifier.dispatch;

import dev.varde.events.Incident;
import java.util.List;

/// An incident without its bulk, for messages that wait behind many others: about 1 KiB in place of
/// tens.
final class Slim {
    private static final int EVIDENCE = 3;

    private Slim() {}

    static Incident of(Incident i) {
        int from = Math.max(0, i.timeline().size() - 1);
        return new Incident(
                i.id(),
                i.revision(),
                i.change(),
                i.state(),
                i.severity(),
                i.service(),
                i.host(),
                i.labels(),
                i.cause(),
                i.confidence(),
                i.phase(),
                i.summary(),
                i.times(),
                i.evidence().subList(0, Math.min(EVIDENCE, i.evidence().size())),
                List.of(),
                i.advice().subList(0, Math.min(1, i.advice().size())),
                i.restarts(),
                i.occurrences(),
                i.members(),
                i.parent(),
                i.acknowledged(),
                i.restartable(),
                i.note(),
                List.of(),
                List.of(),
                i.timeline().subList(from, i.timeline().size()),
                i.fingerprint(),
                i.seen(),
                i.around());
    }
}
