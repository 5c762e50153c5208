package dev.varde.collector.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The states of all units that checks ask for, from one `systemctl show` for all of them: to start
/// a process costs more than a hundred other checks. One answer serves everybody for two seconds.
final class ActiveUnits {
    private static final String PROPERTIES = "LoadState,ActiveState,SubState,Result";
    private static final long SERVES = Duration.ofSeconds(2).toNanos();
    private static final int MOST = 1 << 20;

    private final String systemctl;
    private List<String> units;
    private final ExecutorService threads;
    private final ReentrantLock asking = new ReentrantLock();
    private Map<String, Map<String, String>> states = Map.of();
    private @Nullable Long asked;

    /// @param systemctl the program that answers
    ActiveUnits(String systemctl, List<String> units, ExecutorService threads) {
        this.systemctl = systemctl;
        this.units = List.copyOf(units);
        this.threads = threads;
    }

    /// Asks for these from now on.
    void reconfigure(List<String> next) {
        asking.lock();
        try {
            units = List.copyOf(next);
            asked = null;
        } finally {
            asking.unlock();
        }
    }

    /// Properties by name, empty where systemd says nothing of the unit.
    Map<String, String> state(String unit) throws IOException, InterruptedException {
        asking.lockInterruptibly();
        try {
            if (asked == null || System.nanoTime() - asked >= SERVES) {
                states = ask();
                asked = System.nanoTime();
            }
            return states.getOrDefault(unit, Map.of());
        } finally {
            asking.unlock();
        }
    }

    private Map<String, Map<String, String>> ask() throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of(systemctl, "show", "--no-pager", "-p", PROPERTIES, "--"));
        argv.addAll(units);
        CommandQuestion.Outcome said = CommandQuestion.run(argv, threads, MOST);
        if (said.status() != 0) {
            throw new IOException("systemctl gives no answer: " + said.output().strip());
        }
        return parse(said.output());
    }

    /// Blocks of `Name=value` lines, in the order of the units, divided by empty lines.
    private Map<String, Map<String, String>> parse(String output) {
        Map<String, Map<String, String>> all = new HashMap<>();
        String[] blocks = output.strip().split("\n\n", -1);
        for (int i = 0; i < Math.min(blocks.length, units.size()); i++) {
            Map<String, String> values = new HashMap<>();
            blocks[i]
                    .lines()
                    .filter(line -> line.indexOf('=') > 0)
                    .forEach(line -> {
                        int equals = line.indexOf('=');
                        values.put(line.substring(0, equals), line.substring(equals + 1));
                    });
            all.put(units.get(i), values);
        }
        return all;
    }
}
