package dev.varde.collector.probe;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Counts the processes of each service: takes in new ones, sees that old ones are gone.
///
/// A process that a service's configuration names belongs to it, and so do all its descendants; it
/// stays until it ends, whoever its parent becomes. A named or inherited process with no parent in
/// the service is `MAIN`, except that [UnitRoles] decides for a systemd unit; there can be several,
/// such as the old and the new one while a service restarts gracefully, and then the oldest is the
/// one that [Roster#main] gives. All others are `WORKER`, until one leads by [Succession].
///
/// Workers are told of once they have lived for two seconds, or when they are seen to end badly, so
/// that a program that starts many short helpers does not drown the rest.
final class Census {
    private static final long SETTLED = Duration.ofSeconds(2).toNanos();
    private static final long WAITING = Duration.ofMinutes(5).toNanos();
    private static final int MOST_MEMBERS = 1_000;

    private Map<ServiceName, ProcessMatch> wanted;
    private final ProcessTable table;
    private final Matching matching;
    private Naming naming;
    private final Roster roster;
    private final UnitRoles unitRoles;
    private final Announcer announcer;
    private final Duration patience;
    private final Consumer<ServiceName> mainStarted;
    private final Consumer<ServiceName> ended;
    private final Succession succession;
    private final Set<Integer> endedPids = ConcurrentHashMap.newKeySet();
    private final Map<ServiceName, Long> lastSeen = new HashMap<>();
    private final Set<ServiceName> found = new HashSet<>();
    private final BriefLives briefLives = new BriefLives();
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
        this.wanted = new LinkedHashMap<>(wanted);
        wanted.keySet().forEach(this::beginLookingFor);
        this.table = table;
        this.matching = matching;
        this.naming = new Naming(wanted, matching, roster);
        this.roster = roster;
        this.unitRoles = unitRoles;
        this.announcer = announcer;
        this.patience = patience;
        this.mainStarted = mainStarted;
        this.ended = ended;
        this.succession = new Succession(roster);
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
        wanted.keySet().stream().filter(s -> !next.containsKey(s)).forEach(succession::forget);
        wanted = new LinkedHashMap<>(next);
        naming = new Naming(wanted, matching, roster);
        List<Map<ServiceName, ?>> kept = List.of(lastSeen, wantedSince);
        kept.forEach(m -> m.keySet().retainAll(wanted.keySet()));
        found.retainAll(wanted.keySet());
        briefLives.keepOnly(wanted.keySet());
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
        List<ProcessTable.Row> read =
                newcomers.isEmpty() ? table.look(whole, toRead()) : table.lookAtAll();
        Instant bootedAt = Proc.bootedAt(now);
        Map<Integer, ServiceName> named =
                naming.named(
                        read.stream().filter(this::undecided).toList(), table, bootedAt, newcomers);
        List<Member> fresh = new ArrayList<>();
        for (ProcessTable.Row row : withNamed(read, named)) {
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
        named.forEach(this::followPidFile);
        fresh.addAll(brief(bootedAt));
        if (!fresh.isEmpty()) {
            fresh.addAll(descendants(bootedAt));
        }
        newcomers.clear();
        return fresh;
    }

    /// Processes that pid files name and that are over already.
    private List<Member> brief(Instant bootedAt) {
        List<Member> found = new ArrayList<>();
        wanted.forEach((service, match) -> {
            if (match instanceof ProcessMatch.ByPidFile(Path file)
                    && roster.of(service).isEmpty()) {
                briefLives
                        .named(service, file, table.proc(), bootedAt)
                        .flatMap(row -> take(row, Map.of(row.pid(), service), bootedAt))
                        .ifPresent(found::add);
            }
        });
        return found;
    }

    /// What each look must read: members whose end nobody will tell, those of services without a
    /// main process, and pids that a member left, which another process may have by now.
    private Set<Integer> toRead() {
        Set<Integer> pids = new HashSet<>(endedPids);
        endedPids.removeAll(pids);
        for (Member m : roster.all()) {
            if (!m.watched || !m.announced) {
                pids.add(m.key.pid());
            }
        }
        for (ServiceName service : wanted.keySet()) {
            if (!roster.hasMain(service)) {
                roster.of(service).forEach(m -> pids.add(m.key.pid()));
            }
        }
        return pids;
    }

    private boolean undecided(ProcessTable.Row row) {
        return roster.member(row.key())
                .map(m -> !m.announced || newcomers.contains(m.service))
                .orElse(true);
    }

    /// What was read, and what a pid file, a port or a cgroup named without its being read just
    /// now.
    private List<ProcessTable.Row> withNamed(
            List<ProcessTable.Row> read, Map<Integer, ServiceName> named) {
        if (named.isEmpty()) {
            return read;
        }
        Set<Integer> pids = read.stream().map(ProcessTable.Row::pid).collect(Collectors.toSet());
        List<Integer> missing =
                named.keySet().stream()
                        .filter(pid -> !pids.contains(pid) && roster.living(pid).isEmpty())
                        .toList();
        if (missing.isEmpty()) {
            return read;
        }
        List<ProcessTable.Row> all = new ArrayList<>(read);
        missing.forEach(pid -> table.read(pid).ifPresent(all::add));
        all.sort(ProcessTable.BY_AGE);
        return all;
    }

    private void followPidFile(int pid, ServiceName service) {
        if (wanted.get(service) instanceof ProcessMatch.ByPidFile) {
            roster.living(pid).filter(m -> m.service.equals(service)).ifPresent(succession::named);
        }
    }

    /// Processes that were passed over before and have an ancestor in a service now.
    private List<Member> descendants(Instant bootedAt) {
        List<Member> found = new ArrayList<>();
        for (ProcessTable.Row row : table.byAge()) {
            if (roster.living(row.pid()).isEmpty() && ancestorsService(row).isPresent()) {
                table.read(row.pid())
                        .filter(this::lives)
                        .flatMap(r -> take(r, Map.of(), bootedAt))
                        .ifPresent(found::add);
            }
        }
        return found;
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
            boolean due = m.announced ? m.told == Role.WORKER : settled || m.role == Role.MAIN;
            if (m.gone || !due || (m.announced && m.role != Role.MAIN)) {
                return;
            }
            if (m.announced) {
                announcer.leads(m);
            } else {
                announcer.started(m);
            }
            m.announced = true;
            m.told = m.role;
        }
        if (m.role == Role.MAIN) {
            mainStarted.accept(m.service);
        }
    }

    private void promote(ServiceName service, ProcessMatch match) {
        if (!(match instanceof ByUnit(String unit)) || unitRoles.mayPromote(unit)) {
            succession.settle(service, table);
        } else {
            succession.forget(service);
        }
    }

    /// Takes a dead process off the roster and tells of it; harmless when done twice.
    void ended(ProcessKey key, Instant at, ExitStatus exit) {
        Optional<Member> gone = roster.remove(key);
        if (gone.isEmpty()) {
            return;
        }
        Member m = gone.get();
        endedPids.add(key.pid());
        if (m.role == Role.MAIN) {
            briefLives.mainEnded(m.service, key.pid(), m.startedAt, at);
            if (exit.isCode(0)) {
                succession.endedWell(m.service);
            }
        }
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
            boolean lives = roster.hasMain(service);
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
