package dev.varde.collector.probe;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Counts the processes of each service: takes in new ones, sees that old ones are gone.
///
/// A process that a service's configuration names belongs to it, and so do all its descendants; it
/// stays until it ends, whoever its parent becomes. A named or inherited process with no parent in
/// the service is `MAIN`, except that [UnitRoles] decides for a systemd unit; there can be several,
/// such as the old and the new one while a service restarts gracefully, and then the oldest is the
/// one that [Roster#main] gives. All others are `WORKER`. A worker left alone for ten seconds, as
/// by a program that puts itself into the background, becomes `MAIN` without an event, so that its
/// end is told as the service's.
///
/// Workers are told of once they have lived for two seconds, or when they are seen to end badly, so
/// that a program that starts many short helpers does not drown the rest.
final class Census {
    private static final long SETTLED = Duration.ofSeconds(2).toNanos();
    private static final long ORPHANED = Duration.ofSeconds(10).toNanos();
    private static final long WAITING = Duration.ofMinutes(5).toNanos();
    private static final int MOST_MEMBERS = 1_000;

    private Map<ServiceName, ProcessMatch> wanted;
    private final ProcessTable table;
    private final Matching matching;
    private final Roster roster;
    private final UnitRoles unitRoles;
    private final Announcer announcer;
    private final Duration patience;
    private final Consumer<ServiceName> mainStarted;
    private final Consumer<ServiceName> ended;
    private final Map<ServiceName, Long> headlessSince = new HashMap<>();
    private final Map<ServiceName, Long> lastSeen = new HashMap<>();
    private final Set<ServiceName> found = new HashSet<>();
    private final Absences absences = new Absences();
    private final Map<ServiceName, Instant> wantedSince = new HashMap<>();

    /// Services whose processes are not looked for since long: what is found of them ran before.
    private final Set<ServiceName> newcomers = new HashSet<>();

    private Set<ProcessKey> before = Set.of();

    /// @param patience how long a service may be looked for until it is told to be missing
    Census(
            Map<ServiceName, ProcessMatch> wanted,
            ProcessTable table,
            Matching matching,
            Roster roster,
            UnitRoles unitRoles,
            Announcer announcer,
            Duration patience,
            Consumer<ServiceName> mainStarted,
            Consumer<ServiceName> ended) {
        this.wanted = Map.copyOf(wanted);
        wanted.keySet().forEach(this::beginLookingFor);
        this.table = table;
        this.matching = matching;
        this.roster = roster;
        this.unitRoles = unitRoles;
        this.announcer = announcer;
        this.patience = patience;
        this.mainStarted = mainStarted;
        this.ended = ended;
    }

    private void beginLookingFor(ServiceName service) {
        newcomers.add(service);
        wantedSince.put(service, Instant.now());
        found.remove(service);
    }

    /// From the next look on looks for these. What it knows of services that stay as they are is
    /// not touched; of one that is named otherwise it keeps the processes that are still its.
    ///
    /// @return processes that belong to no service any more, which nobody need watch
    List<Member> reconfigure(Map<ServiceName, ProcessMatch> next) {
        next.entrySet().stream()
                .filter(e -> !e.getValue().equals(wanted.get(e.getKey())))
                .forEach(e -> beginLookingFor(e.getKey()));
        wanted = Map.copyOf(next);
        List<Map<ServiceName, ?>> kept = List.of(headlessSince, lastSeen, wantedSince);
        kept.forEach(m -> m.keySet().retainAll(wanted.keySet()));
        found.retainAll(wanted.keySet());
        List<Member> dropped =
                roster.all().stream().filter(m -> !wanted.containsKey(m.service)).toList();
        dropped.forEach(roster::forget);
        roster.keepOnly(wanted.keySet());
        return dropped;
    }

    /// Tells of what the last run knew and is gone; to be called before the first look.
    void recall(List<ProcessMemory.Entry> known) {
        before = known.stream().map(ProcessMemory.Entry::key).collect(Collectors.toSet());
        Instant now = Instant.now();
        List<ProcessMemory.Entry> ours =
                known.stream().filter(e -> wanted.containsKey(e.service())).toList();
        Recall.of(ours)
                .forEach(dead -> announcer.exitedEarlier(dead.entry(), now, dead.remaining()));
    }

    /// One look at everything; called by one thread only.
    ///
    /// @return the processes found by it, which somebody should watch
    List<Member> look(boolean whole, Instant now) {
        table.look(whole, roster.all().stream().map(m -> m.key.pid()).collect(Collectors.toSet()));
        Instant bootedAt = Proc.bootedAt(now);
        Map<Integer, ServiceName> named = named(bootedAt);
        List<Member> fresh = new ArrayList<>();
        for (ProcessTable.Row row : table.byAge()) {
            Optional<Member> known = roster.member(row.key());
            if (known.filter(m -> strayed(m, named) || disowned(m, row, named)).isPresent()) {
                roster.forget(known.get());
                known = Optional.empty();
            }
            known.ifPresent(m -> m.sample(row));
            if (known.isEmpty() && lives(row) && roster.living(row.pid()).isEmpty()) {
                take(row, named, bootedAt).ifPresent(fresh::add);
            }
        }
        newcomers.clear();
        return fresh;
    }

    /// A quick look keeps what an earlier one read, which may be older than the death.
    private boolean lives(ProcessTable.Row row) {
        return !row.stat().ended() && !roster.ended(row.key());
    }

    /// A fork that was seen before it became the program of another service.
    private static boolean strayed(Member m, Map<Integer, ServiceName> named) {
        return m.role == Role.WORKER
                && !m.announced
                && !named.getOrDefault(m.key.pid(), m.service).equals(m.service);
    }

    /// One of a service that is found otherwise than before and does not find it any more.
    private boolean disowned(Member m, ProcessTable.Row row, Map<Integer, ServiceName> named) {
        return newcomers.contains(m.service)
                && !m.service.equals(named.get(row.pid()))
                && ancestorsService(row).filter(m.service::equals).isEmpty();
    }

    private Map<Integer, ServiceName> named(Instant bootedAt) {
        Map<Integer, ServiceName> named = new HashMap<>();
        wanted.forEach((service, match) -> {
            if (looksFor(service, match)) {
                matching.find(match, table, bootedAt)
                        .forEach(pid -> named.putIfAbsent(pid, service));
            }
        });
        return named;
    }

    /// A port is not looked up again while its holder lives, because that is costly.
    private boolean looksFor(ServiceName service, ProcessMatch match) {
        return !(match instanceof ProcessMatch.ByPort)
                || newcomers.contains(service)
                || roster.main(service).isEmpty();
    }

    private Optional<Member> take(
            ProcessTable.Row row, Map<Integer, ServiceName> named, Instant bootedAt) {
        Optional<ServiceName> inherited = ancestorsService(row);
        ServiceName service = named.containsKey(row.pid()) ? named.get(row.pid()) : null;
        ServiceName owner = service != null ? service : inherited.orElse(null);
        if (owner == null || roster.of(owner).size() >= MOST_MEMBERS) {
            return Optional.empty();
        }
        Role role = role(owner, row.pid(), inherited.filter(owner::equals).isPresent());
        Instant startedAt = Proc.startedAt(bootedAt, row.stat().startTicks());
        boolean adopted = newcomers.contains(owner) || before.contains(row.key());
        Member member = new Member(owner, row, role, startedAt, adopted);
        roster.add(member);
        found.add(owner);
        return Optional.of(member);
    }

    private Role role(ServiceName owner, int pid, boolean inherited) {
        if (wanted.get(owner) instanceof ByUnit(String unit)) {
            return unitRoles.of(owner, unit, pid, inherited);
        }
        return inherited ? Role.WORKER : Role.MAIN;
    }

    /// The service of the nearest ancestor that has one.
    private Optional<ServiceName> ancestorsService(ProcessTable.Row row) {
        int parent = row.stat().parent();
        for (int steps = 0; parent > 1 && steps < 64; steps++) {
            Optional<Member> owner = roster.living(parent);
            if (owner.isPresent()) {
                return Optional.of(owner.get().service);
            }
            parent = table.row(parent).map(r -> r.stat().parent()).orElse(0);
        }
        return Optional.empty();
    }

    /// Tells of processes that are old enough, and of services that were never found.
    void announce(Instant now) {
        wanted.forEach((service, match) -> {
            if (match instanceof ByUnit(String unit)) {
                unitRoles.settle(service, unit);
            }
        });
        roster.all().forEach(this::announce);
        wanted.forEach(this::promote);
        wanted.forEach((service, match) -> {
            Instant since = wantedSince.getOrDefault(service, now);
            if (now.isAfter(since.plus(patience)) && found.add(service)) {
                announcer.missing(service, Matching.inWords(match), now);
            }
        });
    }

    private void announce(Member m) {
        synchronized (m) {
            boolean settled = System.nanoTime() - m.foundNanos > SETTLED;
            boolean due = m.role == Role.MAIN || settled;
            if (m.announced || m.gone || !due) {
                return;
            }
            m.announced = true;
            announcer.started(m);
        }
        if (m.role == Role.MAIN) {
            mainStarted.accept(m.service);
        }
    }

    private void promote(ServiceName service, ProcessMatch match) {
        List<Member> members = roster.of(service);
        boolean may = !(match instanceof ByUnit(String unit)) || unitRoles.mayPromote(unit);
        if (members.isEmpty() || roster.main(service).isPresent() || !may) {
            headlessSince.remove(service);
            return;
        }
        long since = headlessSince.computeIfAbsent(service, s -> System.nanoTime());
        if (System.nanoTime() - since > ORPHANED) {
            members.stream()
                    .min(Comparator.comparingLong(m -> m.key.startTicks()))
                    .ifPresent(m -> m.role = Role.MAIN);
        }
    }

    /// Takes a dead process off the roster and tells of it; harmless when done twice.
    void ended(ProcessKey key, Instant at, ExitStatus exit) {
        Optional<Member> gone = roster.remove(key);
        if (gone.isEmpty()) {
            return;
        }
        Member m = gone.get();
        synchronized (m) {
            m.gone = true;
            boolean quietly = exit.isCode(0) || exit.unavailable() != null;
            if (m.role == Role.WORKER && !m.announced && quietly) {
                return;
            }
            if (!m.announced) {
                announcer.started(m);
            }
            announcer.exited(m, at, exit, roster.of(m.service).size());
        }
        ended.accept(m.service);
    }

    /// Whether a service has lost its main process within the last five minutes, or is looked for
    /// since then.
    boolean waiting() {
        long now = System.nanoTime();
        boolean waiting = false;
        for (ServiceName service : wanted.keySet()) {
            boolean lives = roster.main(service).isPresent();
            long last = lastSeen.merge(service, now, (old, fresh) -> lives ? fresh : old);
            waiting |= !lives && now - last < WAITING;
        }
        return waiting;
    }

    /// Members that whole looks did not find; to be called after each.
    List<Member> vanished() {
        return absences.gone(roster.all(), table);
    }
}
