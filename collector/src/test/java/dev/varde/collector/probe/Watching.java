package dev.varde.collector.probe;

import dev.varde.collector.LogBook;
import dev.varde.collector.Ticker;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A collector's probes in a folder of their own, with strangers to look at; ended together.
final class Watching implements AutoCloseable {
    static final LogBook NO_LOGS = _ -> new LogBook.LastWords(List.of(), null);

    final Seen seen = new Seen();
    final String mark = "kontali-" + Long.toString(System.nanoTime(), 36);
    final Strangers strangers;
    final Map<String, Runnable> ticks = new ConcurrentHashMap<>();
    private final Path data;
    private final List<Probes> open = new ArrayList<>();

    Watching(Path folder) throws Exception {
        data = Files.createDirectories(folder.resolve("data"));
        strangers = new Strangers(folder);
    }

    Path data() {
        return data;
    }

    Probes watch(ProcessMatch match, Check... checks) {
        return watch(Configured.of(Configured.kontali(match, checks)));
    }

    Probes watch(Configuration configuration) {
        return watch(configuration, Duration.ofSeconds(10));
    }

    /// @param patience after which a service that was not found is missing
    Probes watch(Configuration configuration, Duration patience) {
        Ticker ticker = (String name, Duration _, Runnable task) -> ticks.put(name, task);
        Probes probes = Probes.start(configuration, data, seen, NO_LOGS, ticker, patience);
        open.add(probes);
        return probes;
    }

    /// Does what the ticker was asked to do under the name.
    void tick(String name) {
        Objects.requireNonNull(ticks.get(name)).run();
    }

    ProcessMatch byMark() {
        return new ProcessMatch.ByCommand(mark);
    }

    /// A stranger whose command line holds the mark and that does as told.
    int start(String then) throws Exception {
        return strangers.start("exec sh -c '" + then + "' " + mark);
    }

    @Override
    public void close() {
        open.forEach(Probes::close);
        strangers.close();
    }
}
