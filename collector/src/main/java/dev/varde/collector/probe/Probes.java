package dev.varde.collector.probe;

import dev.varde.collector.KillCounts;
import dev.varde.collector.LogBook;
import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.Ticker;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All looks at this host but its logs and its kernel: processes, health, memory, disks, units.
public final class Probes implements Owners, KillCounts, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Roster roster = new Roster();
    private final UnitWatch units;
    private final ServiceKills kills;
    private final Announcer announcer;
    private final Lookout lookout;
    private final Checks checks;
    private final Samples samples;
    private final ProcessMemory memory;

    private Probes(
            Configuration configuration,
            Path data,
            Outbox outbox,
            LogBook logs,
            UnitWatch units,
            Duration patience,
            Optional<Posix> posix) {
        String bootId = HostFacts.read().bootId();
        Listeners listeners = new Listeners(Proc.ROOT);
        UnitCgroups cgroups = new UnitCgroups(UnitCgroups.ROOT);
        Cgroups memoryCgroups = new Cgroups(Proc.ROOT, UnitCgroups.ROOT);
        this.units = units;
        kills = new ServiceKills(roster, memoryCgroups);
        memory = new ProcessMemory(data, bootId, Redactor.of(configuration.redaction()));
        int self = (int) ProcessHandle.current().pid();
        announcer = new Announcer(bootId, outbox, logs, memory);
        checks = new Checks(configuration.services(), bootId, roster, listeners, units, outbox);
        samples =
                new Samples(
                        bootId,
                        outbox,
                        configuration.services(),
                        configuration.redFlags(),
                        new ServiceMemory(
                                roster,
                                memoryCgroups,
                                new CgroupFigures(Proc.ROOT, UnitCgroups.ROOT),
                                Proc.ROOT),
                        posix.map(p -> new Disks(p, roster, configuration.services(), data)),
                        units,
                        checks.threads());
        Census census =
                new Census(
                        wanted(configuration.services()),
                        new ProcessTable(Proc.ROOT),
                        new Matching(self, listeners, cgroups),
                        roster,
                        new UnitRoles(units::state, roster, samples::ended),
                        announcer,
                        patience,
                        checks::begin,
                        samples::ended);
        lookout = new Lookout(census, posix, memory);
    }

    /// Begins to look; the first look at the processes is done when this returns.
    ///
    /// @param data folder for `processes.json`, must exist
    /// @param units of the same services
    public static Probes start(
            Configuration configuration,
            Path data,
            Outbox outbox,
            LogBook logs,
            UnitWatch units,
            Ticker ticker) {
        return start(configuration, data, outbox, logs, units, ticker, PATIENCE);
    }

    /// With a unit watch of its own.
    static Probes start(
            Configuration configuration, Path data, Outbox outbox, LogBook logs, Ticker ticker) {
        return start(configuration, data, outbox, logs, ticker, PATIENCE);
    }

    static Probes start(
            Configuration configuration,
            Path data,
            Outbox outbox,
            LogBook logs,
            Ticker ticker,
            Duration patience) {
        UnitWatch units =
                UnitWatch.open(List.of("systemctl"), configuration.services(), data, outbox);
        return start(configuration, data, outbox, logs, units, ticker, patience);
    }

    /// @param patience how long a service may be looked for until it is told to be missing
    private static Probes start(
            Configuration configuration,
            Path data,
            Outbox outbox,
            LogBook logs,
            UnitWatch units,
            Ticker ticker,
            Duration patience) {
        Probes probes =
                new Probes(configuration, data, outbox, logs, units, patience, Posix.load());
        probes.checks.start();
        probes.askUnitsFirst(wanted(configuration.services()));
        probes.lookout.start();
        probes.samples.schedule(ticker);
        return probes;
    }

    /// Looks at these services from now on. Those that stay as they are keep their processes,
    /// streaks and watches; processes that run of the new ones are found when this returns.
    public void reconfigure(Configuration next) {
        List<Service> services = next.services();
        checks.reconfigure(services);
        samples.reconfigure(services, next.redFlags());
        askUnitsFirst(wanted(services));
        lookout.reconfigure(wanted(services));
    }

    /// Takes secrets by this out of the command lines that are kept on disk.
    public void redactBy(Redactor redactor) {
        memory.redactBy(redactor);
    }

    private void askUnitsFirst(Map<ServiceName, ProcessMatch> wanted) {
        if (wanted.values().stream().anyMatch(ByUnit.class::isInstance)) {
            samples.unitsFirst();
        }
    }

    private static Map<ServiceName, ProcessMatch> wanted(List<Service> services) {
        Map<ServiceName, ProcessMatch> wanted = new LinkedHashMap<>();
        for (Service service : services) {
            if (service.process() != null) {
                wanted.put(service.name(), service.process());
            }
        }
        return wanted;
    }

    /// A unit's state has changed: asks about all units within half a second.
    public void unitSpoke() {
        samples.unitSpoke();
    }

    /// A restart is about to happen: looks for new processes every 50 ms for ten seconds.
    public void hurry() {
        lookout.hurry();
    }

    /// Whether the kernel tells of deaths; else they are seen by looking.
    public boolean watchesDeaths() {
        return lookout.watchesByPidfd();
    }

    @Override
    public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
        return roster.ownerOf(pid, cgroup);
    }

    @Override
    public Optional<ServiceName> ownerOfUnit(String unit) {
        return units.owner(unit).or(() -> roster.ownerOfUnit(unit));
    }

    @Override
    public List<KillCount> killCounts() {
        return kills.killCounts();
    }

    @Override
    public Optional<ProcessKey> main(ServiceName service) {
        return roster.main(service);
    }

    /// Ends all threads within a few seconds; deaths that were seen are still told.
    @Override
    public void close() {
        samples.close();
        checks.close();
        lookout.close();
        announcer.close();
    }
}
