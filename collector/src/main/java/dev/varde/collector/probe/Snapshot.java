package dev.varde.collector.probe;

import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The processes of this host as they were at one moment, for whoever looks once; found and counted
/// as the collector finds and counts them. Not thread-safe.
public final class Snapshot {
    /// The last service unit in a path of proc_pid_cgroup(5).
    private static final Pattern UNIT = Pattern.compile("/([^/\\n]{1,255}\\.service)(?=/|$)");

    private static final ServiceName ANY = new ServiceName("any");

    private final Instant bootedAt;
    private final ProcessTable table = new ProcessTable(Proc.ROOT);
    private final Listeners listeners = new Listeners(Proc.ROOT);
    private final Matching matching;
    private final ProcessFigures figures = new ProcessFigures(Proc.ROOT);
    private final Cgroups cgroups = new Cgroups(Proc.ROOT, UnitCgroups.ROOT);

    /// One process.
    ///
    /// @param name cut to 15 characters by the kernel; any characters of its choosing
    /// @param arguments empty for kernel threads and zombies; may hold secrets
    /// @param command the arguments as one line without control characters, cut; may hold secrets
    /// @param resident bytes
    /// @param ended nobody has collected its exit status yet
    public record Seen(
            int pid,
            int parent,
            String name,
            List<String> arguments,
            String command,
            Instant startedAt,
            long resident,
            int threads,
            boolean ended) {
        public Seen {
            arguments = List.copyOf(arguments);
        }
    }

    /// What one process has open and may have; null where it is not known or there is no limit.
    public record Limits(
            @Nullable Integer descriptors,
            @Nullable Long descriptorLimit,
            int threads,
            @Nullable Long processLimit) {}

    /// The memory of a process's control group, in bytes.
    ///
    /// @param path from the hierarchy's root; `/` where it is in none of its own
    /// @param limit the tightest of it and those above, or null
    /// @param peak the most it ever had; null where the kernel does not keep it
    /// @param kills processes killed in it for lack of memory, or null
    public record Group(
            String path, @Nullable Long limit, @Nullable Long peak, @Nullable Long kills) {}

    private Snapshot(Instant now) {
        bootedAt = Proc.bootedAt(now);
        int self = (int) ProcessHandle.current().pid();
        matching = new Matching(self, listeners, new UnitCgroups(UnitCgroups.ROOT));
        table.lookAtAll();
    }

    public static Snapshot take() {
        return new Snapshot(Instant.now());
    }

    public Instant bootedAt() {
        return bootedAt;
    }

    public Optional<Seen> process(int pid) {
        return table.row(pid).map(this::seen);
    }

    /// All, oldest first.
    public List<Seen> all() {
        return table.byAge().stream().map(this::seen).toList();
    }

    /// The processes that a configuration names; their children come by descent.
    public Set<Integer> named(ProcessMatch match) {
        return matching.find(match, table.rows(), table, bootedAt);
    }

    /// How a service is looked for, in words.
    public static String inWords(ProcessMatch match) {
        return Matching.inWords(match);
    }

    /// The processes and all their descendants that live, oldest first.
    public List<Seen> family(Set<Integer> pids) {
        Set<Integer> family = new HashSet<>(pids);
        List<ProcessTable.Row> rows = table.byAge();
        rows.stream()
                .filter(r -> family.contains(r.stat().parent()))
                .forEach(r -> family.add(r.pid()));
        return rows.stream()
                .filter(r -> family.contains(r.pid()) && !r.stat().ended())
                .map(this::seen)
                .toList();
    }

    /// Those among them that have no ancestor among them.
    public Set<Integer> roots(Set<Integer> pids) {
        Set<Integer> roots = new HashSet<>();
        for (int pid : pids) {
            Optional<ProcessTable.Row> row = table.row(pid);
            boolean inner =
                    row.isPresent()
                            && pids.stream()
                                    .anyMatch(p -> p != pid && table.descendsFrom(row.get(), p));
            if (row.isPresent() && !inner) {
                roots.add(pid);
            }
        }
        return roots;
    }

    private Seen seen(ProcessTable.Row row) {
        ProcStat stat = row.stat();
        return new Seen(
                stat.pid(),
                stat.parent(),
                stat.comm(),
                row.arguments(),
                Member.shown(row),
                Proc.startedAt(bootedAt, stat.startTicks()),
                stat.residentPages() * Proc.PAGE_BYTES,
                stat.threads(),
                stat.ended());
    }

    /// The innermost service unit whose control group a process is in, by the name of the group.
    public Optional<String> unitOf(int pid) {
        String lines = Proc.text(Proc.ROOT + "/" + pid + "/cgroup", 16_384).orElse("");
        Matcher unit = UNIT.matcher(lines);
        String last = null;
        while (unit.find()) {
            last = unit.group(1);
        }
        return Optional.ofNullable(last);
    }

    /// The ports on which one of the processes listens by TCP, each with those that do.
    public Map<Integer, Set<Integer>> portsOf(Collection<Seen> processes) {
        return listeners.portsOf(processes.stream().map(Seen::pid).toList());
    }

    /// Whether anybody listens on the port, also one whose descriptors may not be seen.
    public boolean isTaken(int port) {
        return !listeners.inodes(port).isEmpty();
    }

    /// Who listens on the port, as far as may be seen.
    public Set<Integer> holders(int port) {
        return listeners.pidsOn(port, table);
    }

    public Limits limits(Seen process) {
        OptionalInt open = figures.descriptors(process.pid());
        ProcessFigures.Limits limits = figures.limits(process.pid());
        return new Limits(
                open.isPresent() ? open.getAsInt() : null,
                limits.openFiles(),
                process.threads(),
                limits.processes());
    }

    public Optional<Group> group(int pid) {
        return cgroups.memory(pid)
                .map(p ->
                        new Group(
                                p.path(),
                                boxed(Cgroups.limit(p)),
                                boxed(Cgroups.peak(p)),
                                boxed(Cgroups.kills(p))));
    }

    public Origin origin(int pid) {
        return Origin.read(Proc.ROOT.resolve(Integer.toString(pid)));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    /// What they use together now; resident memory and threads as when the snapshot was taken.
    /// Empty when there are none.
    public Optional<ServiceMemorySampled> use(List<Seen> family) {
        return new ServiceMemory(
                        roster(Map.of(ANY, family)),
                        cgroups,
                        new CgroupFigures(Proc.ROOT, UnitCgroups.ROOT),
                        Proc.ROOT)
                .sample(ANY);
    }

    Listeners listeners() {
        return listeners;
    }

    /// The processes by service; the oldest of each is its main one.
    Roster roster(Map<ServiceName, List<Seen>> families) {
        Roster roster = new Roster();
        families.forEach((service, family) -> {
            List<Seen> byAge = new ArrayList<>(family);
            byAge.sort(Comparator.comparing(Seen::startedAt));
            int main = byAge.isEmpty() ? 0 : byAge.getFirst().pid();
            for (Seen seen : byAge) {
                Role role = seen.pid() == main ? Role.MAIN : Role.WORKER;
                table.row(seen.pid())
                        .map(r -> new Member(service, r, role, seen.startedAt(), true))
                        .ifPresent(roster::add);
            }
        });
        return roster;
    }
}
