package dev.varde.processor.topology;

import dev.varde.events.HostName;
import dev.varde.events.Incident.Around;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.InstanceId;
import dev.varde.events.ServiceName;
import dev.varde.processor.evidence.Health.CheckState;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.fleet.Bond;
import dev.varde.processor.fleet.Kinship;
import dev.varde.processor.fleet.Kinship.Sight;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.fleet.Pins;
import dev.varde.processor.fleet.Shared;
import dev.varde.processor.fleet.Trouble;
import dev.varde.processor.incident.Kin;
import dev.varde.processor.incident.Kin.Parent;
import dev.varde.processor.incident.State;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.watch.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the incidents of this partition's hosts have to do with each other and with those of other
/// hosts, of which boards tell.
final class Kindred {
    private final Kept<InstanceEvidence> instances;
    private final Kept<State> incidents;
    private final Pinboard board;
    private final Function<HostName, Duration> ahead;

    Kindred(
            Kept<InstanceEvidence> instances,
            Kept<State> incidents,
            Pinboard board,
            Function<HostName, Duration> ahead) {
        this.instances = instances;
        this.incidents = incidents;
        this.board = board;
        this.ahead = ahead;
    }

    /// @param state of the slot, perhaps only about to be
    /// @param now on the host's clock
    Kin kin(Slot slot, State state, Instant now) {
        if (!(state instanceof Episode e) || e.told().closed()) {
            return Kin.NONE;
        }
        return switch (slot.kind()) {
            case SERVICE -> ofService(slot.instance(), e, now);
            case SILENCE -> Kin.seen(null, under(slot.host(), e.told().id()), 0, null);
            case WORKERS, MEMORY, SWAP, DISK, KERNEL, REBOOT, LEAK, DESCRIPTORS, THREADS ->
                    Kin.NONE;
        };
    }

    private Kin ofService(InstanceId id, Episode e, Instant now) {
        List<Notice> notices = notices(id);
        Sight sight = new Sight(silence(id.host()).orElse(null), needed(id), notices);
        Optional<Parent> parent =
                Kinship.parent(
                        trouble(e), e.relations().parent(), sight, now.minus(off(id.host())));
        List<String> members =
                notices.stream().flatMap(n -> n.members().stream()).distinct().toList();
        int open = notices.stream().mapToInt(Notice::open).sum();
        return Kin.seen(parent.orElse(null), members, open, around(id, e, sight, now));
    }

    private Around around(InstanceId id, Episode e, Sight sight, Instant now) {
        Sight waits = new Sight(sight.silence(), waitedFor(id), sight.notices());
        List<String> down = Kinship.missing(trouble(e), waits);
        Around before = e.relations().around();
        Instant since = before == null ? null : before.back();
        boolean back = before != null && !before.down().isEmpty() && down.isEmpty();
        int instances =
                sight.notices().stream()
                        .filter(n -> n.shared().equals(Shared.service(id.service())))
                        .flatMap(n -> Optional.ofNullable(n.instances()).stream())
                        .findFirst()
                        .orElse(1);
        return new Around(instances, down, back ? now : since);
    }

    /// What it needs on its own host and may wait for: of those that need each other the one whose
    /// name comes first waits for none of them.
    private List<Trouble> waitedFor(InstanceId id) {
        return needs(id).stream()
                .filter(n -> id.service().value().compareTo(n.value()) > 0 || !reaches(n, id))
                .flatMap(n -> open(Slot.service(new InstanceId(n, id.host()))).stream())
                .map(this::trouble)
                .toList();
    }

    /// Whether a service needs another on its host, however many stand between.
    private boolean reaches(ServiceName from, InstanceId to) {
        Set<ServiceName> seen = new HashSet<>();
        Deque<ServiceName> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            ServiceName one = next.pop();
            if (one.equals(to.service())) {
                return true;
            }
            if (seen.add(one)) {
                next.addAll(needs(new InstanceId(one, to.host())));
            }
        }
        return false;
    }

    /// What is needed and is on the same host is that one, whatever is elsewhere.
    private List<Notice> notices(InstanceId id) {
        List<Shared> here =
                needs(id).stream()
                        .filter(n -> instance(n, id.host()).isPresent())
                        .map(Shared::service)
                        .toList();
        return board.notices(id).stream()
                .filter(n -> n.bond() == Bond.IS || !here.contains(n.shared()))
                .toList();
    }

    private List<Trouble> needed(InstanceId id) {
        return needs(id).stream()
                .flatMap(n -> open(Slot.service(new InstanceId(n, id.host()))).stream())
                .map(this::trouble)
                .toList();
    }

    private List<ServiceName> needs(InstanceId id) {
        return instances
                .get(id.toString())
                .flatMap(i -> Optional.ofNullable(i.declared()))
                .map(d -> d.fact().needs())
                .orElse(List.of());
    }

    private Optional<InstanceEvidence> instance(ServiceName service, HostName host) {
        return instances.get(new InstanceId(service, host).toString());
    }

    private List<String> under(HostName host, IncidentId silence) {
        return on(host).stream()
                .filter(id ->
                        open(Slot.service(id))
                                .filter(e -> silence.equals(e.told().parent()))
                                .isPresent())
                .map(InstanceId::toString)
                .sorted()
                .toList();
    }

    /// The instances on a host.
    List<InstanceId> on(HostName host) {
        return instances.all().stream()
                .map(InstanceEvidence::id)
                .filter(id -> id.host().equals(host))
                .toList();
    }

    /// The silence of a host, while it is.
    private Optional<Trouble> silence(HostName host) {
        return open(Slot.silence(host))
                .filter(e -> e.told().state() != IncidentState.RECOVERING)
                .map(this::trouble);
    }

    /// Pins what an instance is, needs and suffers from.
    void pin(InstanceId id) {
        Optional<InstanceEvidence> instance = instances.get(id.toString());
        if (instance.isEmpty()) {
            board.clear(id);
            return;
        }
        Optional<Episode> episode = open(Slot.service(id));
        Trouble trouble = episode.map(this::trouble).or(() -> silence(id.host())).orElse(null);
        board.pin(
                new Pins(
                        id,
                        needs(id),
                        instance.get().health().checks().stream().map(CheckState::target).toList(),
                        trouble,
                        episode.map(Kindred::texts).orElse(List.of())));
    }

    private static List<String> texts(Episode e) {
        return e.account().evidence().stream()
                .filter(q -> q.source().equals("log") || q.source().equals("health"))
                .map(Evidence::text)
                .toList();
    }

    private Trouble trouble(Episode e) {
        Parent parent = e.relations().parent();
        HostName host = e.told().host();
        return new Trouble(
                e.told().id(),
                e.told().subject(),
                e.account().cause(),
                e.account().began().minus(off(host)),
                e.told().state(),
                parent == null || parent.over() ? List.of() : parent.above());
    }

    /// The host's clock is taken for right unless it is known to be off.
    private Duration off(HostName host) {
        return ahead.apply(host);
    }

    private Optional<Episode> open(Slot slot) {
        return incidents
                .get(slot.key())
                .flatMap(s -> s instanceof Episode e ? Optional.of(e) : Optional.empty())
                .filter(e -> !e.told().closed());
    }

    void heard(Notice notice) {
        board.heard(notice);
    }

    void clear(InstanceId id) {
        board.clear(id);
    }

    void clear(HostName host) {
        board.clear(host);
    }
}
