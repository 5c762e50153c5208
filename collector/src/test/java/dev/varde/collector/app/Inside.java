package dev.varde.collector.app;

import dev.varde.collector.Outbox;
import dev.varde.collector.journal.Audience;
import dev.varde.collector.journal.Journal;
import dev.varde.collector.probe.Probes;
import dev.varde.collector.probe.UnitWatch;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Looks at the services of a configuration until it is ended, and prints each event on a line. The
/// parts of a collector that see units, without the broker; run inside a container by
/// [InsideSystemdTest].
final class Inside {
    private Inside() {}

    /// @param args the configuration file and the data directory
    public static void main(String[] args) throws Exception {
        Configuration configuration =
                ConfigurationReader.read(Path.of(args[0]), Map.of(), Set.of(Chapter.SERVICES));
        Path data = Path.of(args[1]);
        Outbox out = printing();
        UnitWatch units = UnitWatch.open(List.of("systemctl"), configuration.services(), data, out);
        Journal journal =
                Journal.open(
                        Journal.Settings.here(false),
                        configuration.services(),
                        data.resolve("journal.position"),
                        out,
                        InstantSource.system());
        Probes probes =
                Probes.start(
                        configuration,
                        data,
                        out,
                        new AllLogs(Inside::noFiles, journal),
                        units,
                        new ExecutorTicker());
        journal.follow(new Audience(probes, _ -> {}, _ -> {}, units::mainPid, probes::unitSpoke));
        Thread.sleep(Duration.ofMinutes(2));
    }

    private static dev.varde.collector.LogBook.LastWords noFiles(
            dev.varde.events.ServiceName service) {
        return new dev.varde.collector.LogBook.LastWords(List.of(), null);
    }

    private static Outbox printing() {
        Codec codec = new Codec();
        AtomicLong seq = new AtomicLong();
        return sighting -> {
            HostEvent event =
                    new HostEvent(
                            sighting.id(),
                            sighting.time(),
                            new HostName("inside"),
                            "run",
                            seq.incrementAndGet(),
                            sighting.service(),
                            sighting.fact());
            String line = new String(codec.write(event), StandardCharsets.UTF_8);
            synchronized (System.out) {
                System.out.println(line);
                System.out.flush();
            }
            Runnable acknowledged = sighting.acknowledged();
            if (acknowledged != null) {
                acknowledged.run();
            }
        };
    }
}
