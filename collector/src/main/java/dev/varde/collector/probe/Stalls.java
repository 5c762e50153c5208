package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.Pressure;
import dev.varde.events.ResourceFact.Stall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final int LONGEST = 512;

    private final String before;
    private final String behind;
    private final boolean ofHost;
    private final Map<String, Figures> figures = new HashMap<>();

    /// Of the host, whose files stay.
    ///
    /// @param folder with a `/` at its end
    Stalls(String folder) {
        this(folder, "", true);
    }

    /// Of a control group, which may go at any time.
    Stalls(String before, String behind) {
        this(before, behind, false);
    }

    private Stalls(String before, String behind, boolean ofHost) {
        this.before = before;
        this.behind = behind;
        this.ofHost = ofHost;
    }

    Pressure read() {
        return new Pressure(read("cpu"), read("memory"), read("io"));
    }

    @Nullable Stall read(String resource) {
        Figures told = figures.computeIfAbsent(resource, _ -> new Figures(LONGEST));
        String file = before + resource + behind;
        if (!(ofHost ? told.readAgain(file) : told.read(file))) {
            return null;
        }
        OptionalDouble some = told.after("some", "avg10=");
        double full = told.after("full", "avg10=").orElse(0);
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
