package dev.varde.bench;

import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.Diagnosis;
import dev.varde.processor.diagnosis.Grouping;
import dev.varde.processor.diagnosis.Rule;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// What each rule costs on a death: with the evidence that a death usually has, and with as much as
/// is ever kept. Nanoseconds of processor time, the median of nine rounds after a warm-up, so that
/// other programs on the machine do not count.
///
/// Run it: `bench/run rules`.
public final class RulesBenchmark {
    private static final long WARM_UP = 400_000_000;
    private static final long ROUND = 60_000_000;
    private static final int ROUNDS = 9;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /// Keeps the results alive, so that nothing is optimised away.
    private int sink;

    private RulesBenchmark() {}

    /// Prints a table.
    public static void main(String[] none) {
        new RulesBenchmark().run();
    }

    private void run() {
        Evidences typical = Evidences.typical();
        Evidences full = Evidences.full();
        System.out.printf("%-28s %12s %12s%n", "ns", "typical", "full");
        Death usual = typical.death();
        Death largest = full.death();
        for (Rule rule : Diagnosis.BELIEF) {
            row(rule.cause().id(), () -> rule.examine(usual), () -> rule.examine(largest));
        }
        row("all of them", () -> Diagnosis.of(usual), () -> Diagnosis.of(largest));
        row(
                "from evidence to diagnosis",
                () -> Diagnosis.of(typical.death()),
                () -> Diagnosis.of(full.death()));
        Diagnosis one = Diagnosis.of(usual);
        Diagnosis other = Diagnosis.of(largest);
        row(
                "the fingerprint",
                () -> Grouping.fingerprint(usual, one.best()),
                () -> Grouping.fingerprint(largest, other.best()));
        System.out.printf(
                "told: typical %s, full %s (%d)%n",
                one.best().cause(), other.best().cause(), sink & 1);
    }

    private void row(String name, Supplier<?> typical, Supplier<?> full) {
        System.out.printf(Locale.ROOT, "%-28s %,12d %,12d%n", name, nanos(typical), nanos(full));
    }

    private long nanos(Supplier<?> work) {
        measure(work, WARM_UP);
        long[] rounds = new long[ROUNDS];
        Arrays.setAll(rounds, _ -> measure(work, ROUND));
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private long measure(Supplier<?> work, long atLeast) {
        long begun = threads.getCurrentThreadCpuTime();
        long used = 0;
        long times = 0;
        for (int batch = 1; used < atLeast; batch = Math.min(2 * batch, 1 << 16)) {
            for (int n = 0; n < batch; n++) {
                sink += work.get().hashCode() & 1;
            }
            times += batch;
            used = threads.getCurrentThreadCpuTime() - begun;
        }
        return used / times;
    }
}
