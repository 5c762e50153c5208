package dev.varde.bench;

/// The collector's resident memory and processor time over idle time, each service with a process,
/// a TCP check every second and a log; and which of its threads used it.
public final class IdleBenchmark {
    private static final int SERVICES = 20;

    private IdleBenchmark() {}

    /// @param args seconds to measure, 60 when nothing is said; number of services, 20
    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        int services = args.length > 1 ? Integer.parseInt(args[1]) : SERVICES;
        try (IdleHost host = new IdleHost(services)) {
            IdleHost.Figures f = host.measure(seconds);
            System.out.printf(
                    "%d services, %d s idle: %.2f s of processor time (%.2f %% of a core), %s resident%n"
                            + "per cent of a core by thread: %s%n",
                    f.services(), f.seconds(), f.used(), f.percent(), f.resident(), f.busiest());
        }
    }
}
