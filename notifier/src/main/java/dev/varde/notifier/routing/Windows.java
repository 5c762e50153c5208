package dev.varde.notifier.routing;

import dev.varde.events.Weekly;
import dev.varde.events.config.Configuration.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Some of the windows of the configuration, by their names.
record Windows(List<TimeWindow> windows) {
    Windows {
        windows = List.copyOf(windows);
    }

    /// @throws IllegalArgumentException when there is none of a name; whoever read it has checked
    static Windows named(List<String> names, List<TimeWindow> all) {
        return new Windows(names.stream().map(name -> one(name, all)).toList());
    }

    private static TimeWindow one(String name, List<TimeWindow> all) {
        return all.stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no window '" + name + "'"));
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    /// The name of the first that is open.
    Optional<String> open(Instant now) {
        return windows.stream().filter(w -> w.when().covers(now)).map(TimeWindow::name).findFirst();
    }

    /// When none is open any more; empty when none is now.
    Optional<Instant> end(Instant now) {
        return Weekly.end(windows.stream().map(TimeWindow::when).toList(), now);
    }
}
