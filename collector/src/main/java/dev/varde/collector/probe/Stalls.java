package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.Pressure;
import dev.varde.events.ResourceFact.Stall;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Pressure stall information, of the host or of a control group (the kernel's accounting/psi.rst):
///
/// ```
/// some avg10=1.23 avg60=0.40 avg300=0.10 total=123456
/// full avg10=0.00 avg60=0.00 avg300=0.00 total=1234
/// ```
///
/// Kernels before 5.13 have no `full` line for the processor.
final class Stalls {
    private static final double STEP = 5;
    private static final double FLAG = 10;

    private final String before;
    private final String behind;
    private final Figures figures = new Figures(512);

    /// @param folder with a `/` at its end
    Stalls(String folder) {
        this(folder, "");
    }

    Stalls(String before, String behind) {
        this.before = before;
        this.behind = behind;
    }

    Pressure read() {
        return new Pressure(read("cpu"), read("memory"), read("io"));
    }

    @Nullable Stall read(String resource) {
        if (!figures.read(before + resource + behind)) {
            return null;
        }
        OptionalDouble some = figures.after("some", "avg10=");
        double full = figures.after("full", "avg10=").orElse(0);
        return some.isEmpty() ? null : new Stall(some.getAsDouble(), full);
    }

    static List<Gauge> gauges(@Nullable Pressure p) {
        List<Gauge> gauges = new ArrayList<>(6);
        if (p != null) {
            add(gauges, p.cpu());
            add(gauges, p.memory());
            add(gauges, p.io());
        }
        return gauges;
    }

    private static void add(List<Gauge> gauges, @Nullable Stall stall) {
        gauges.add(Gauge.of(stall == null ? 0 : stall.some(), STEP).flagged(FLAG));
        gauges.add(Gauge.of(stall == null ? 0 : stall.full(), STEP).flagged(FLAG));
    }
}
