package dev.varde.collector.journal;

import dev.varde.collector.KernelLines;
import dev.varde.collector.KillReport;
import dev.varde.collector.KillReports;
import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.events.Fact;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// All that the journal's reader tells, as the rest of a collector would hear it; a broker that
/// acknowledges at once, or not at all.
final class Told implements Outbox, KillReports, Owners {
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
    private final List<KillReport> kills = new CopyOnWriteArrayList<>();
    private final List<KernelLines.Line> kernel = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> mainPids = new ConcurrentHashMap<>();
    private final AtomicInteger unitSpoke = new AtomicInteger();
    private volatile boolean acknowledges = true;

    Audience audience() {
        return new Audience(this, this, kernel::add, mainPids::get, unitSpoke::incrementAndGet);
    }

    void brokerIsAway() {
        acknowledges = false;
    }

    void mainPid(String invocation, int pid) {
        mainPids.put(invocation, pid);
    }

    @Override
    public void put(Sighting sighting) {
        sightings.add(sighting);
        Runnable acknowledged = sighting.acknowledged();
        if (acknowledges && acknowledged != null) {
            acknowledged.run();
        }
    }

    @Override
    public void reported(KillReport kill) {
        kills.add(kill);
    }

    @Override
    public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
        return Optional.empty();
    }

    @Override
    public Optional<ServiceName> ownerOfUnit(String unit) {
        return Optional.empty();
    }

    @Override
    public Optional<ProcessKey> main(ServiceName service) {
        return Optional.empty();
    }

    int timesUnitsSpoke() {
        return unitSpoke.get();
    }

    List<KillReport> kills() {
        return List.copyOf(kills);
    }

    List<KernelLines.Line> kernel() {
        return List.copyOf(kernel);
    }

    List<Sighting> all() {
        return List.copyOf(sightings);
    }

    List<String> ids() {
        return sightings.stream().map(s -> s.id().value()).toList();
    }

    <T extends Fact> List<T> facts(Class<T> type) {
        return sightings.stream()
                .map(Sighting::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// First lines of the log lines that were let through.
    List<String> lines() {
        return facts(LogMatched.class).stream().map(m -> m.lines().getFirst()).toList();
    }

    <T extends Fact> T await(Class<T> type, Predicate<T> test) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(15))
                .until(() -> facts(type).stream().filter(test).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    <T extends Fact> T await(Class<T> type) {
        return await(type, _ -> true);
    }
}
