package dev.varde.notifier.ledger;

import dev.varde.events.HostName;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.notifier.restart.Fleet.Approval;
import dev.varde.notifier.restart.Fleet.Deploy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people have said that bears on restarts: resume, approvals, deploys. A word that is read
/// twice changes nothing.
final class RestartWords {
    private static final int MOST = 64;

    private final Map<String, Instant> resumed = new HashMap<>();
    private final Map<ServiceName, List<Approval>> approvals = new HashMap<>();
    private final Map<ServiceName, List<Deploy>> deploys = new HashMap<>();

    void apply(OperatorWord word) {
        if (word instanceof OperatorWord.Resume r) {
            resumed.merge(r.service() + "@" + r.host(), r.at(), RestartWords::later);
        } else if (word instanceof OperatorWord.RestartApproved a) {
            add(approvals, a.service(), new Approval(a.incident(), a.by(), a.at()));
        } else if (word instanceof OperatorWord.DeployStarted d) {
            String instance = instance(d.service(), d.on());
            add(deploys, d.service(), new Deploy(instance, d.at(), d.at(), d.by(), d.note()));
        } else if (word instanceof OperatorWord.DeployEnded d) {
            ended(d);
        }
    }

    /// A deploy whose beginning is not known, or was said by another word before, began as it
    /// ended.
    private void ended(OperatorWord.DeployEnded word) {
        String instance = instance(word.service(), word.on());
        List<Deploy> all = deploys.getOrDefault(word.service(), List.of());
        Deploy begun =
                all.stream()
                        .filter(d -> java.util.Objects.equals(d.instance(), instance))
                        .filter(d -> !d.from().isAfter(word.at()))
                        .reduce((_, newer) -> newer)
                        .orElse(new Deploy(instance, word.at(), word.at(), word.by(), null));
        if (all.contains(begun)) {
            all.remove(begun);
        }
        Instant until = later(begun.until(), word.at());
        add(
                deploys,
                word.service(),
                new Deploy(instance, begun.from(), until, begun.by(), begun.note()));
    }

    private static <T> void add(Map<ServiceName, List<T>> to, ServiceName service, T one) {
        List<T> all = to.computeIfAbsent(service, _ -> new ArrayList<>());
        if (!all.contains(one)) {
            all.add(one);
        }
        if (all.size() > MOST) {
            all.removeFirst();
        }
    }

    private static @Nullable String instance(ServiceName service, @Nullable HostName on) {
        return on == null ? null : service + "@" + on;
    }

    @Nullable Instant resumed(String instance) {
        return resumed.get(instance);
    }

    List<Approval> approvals(ServiceName service) {
        return List.copyOf(approvals.getOrDefault(service, List.of()));
    }

    List<Deploy> deploys(ServiceName service) {
        return List.copyOf(deploys.getOrDefault(service, List.of()));
    }

    void forget(Instant before) {
        approvals.values().forEach(l -> l.removeIf(a -> a.at().isBefore(before)));
        deploys.values().forEach(l -> l.removeIf(d -> d.until().isBefore(before)));
        approvals.values().removeIf(List::isEmpty);
        deploys.values().removeIf(List::isEmpty);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
