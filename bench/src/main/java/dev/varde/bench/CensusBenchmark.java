package dev.varde.bench;

/// How the collector's cost at rest grows with the number of services.
public final class CensusBenchmark {
    private static final int[] SERVICES = {1, 10, 100, 500};

    private CensusBenchmark() {}

    /// @param args seconds to measure each; 30 when nothing is said
    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 30;
        System.out.printf("%8s %10s %14s  %s%n", "services", "% of core", "resident", "by thread");
        for (int services : SERVICES) {
            measure(services, seconds);
        }
    }

    /// A number that the collector's memory does not suffice for is a figure, too.
    private static void measure(int services, long seconds) throws Exception {
        try {
            IdleUse use = IdleUse.ofCollector(services, seconds);
            System.out.printf(
                    "%8d %10.2f %14s  %s%n",
                    services, use.percent(), use.resident(), use.busiest());
        } catch (IllegalStateException failed) {
            System.out.printf("%8d failed: %s%n", services, failed.getMessage());
        }
    }
}
