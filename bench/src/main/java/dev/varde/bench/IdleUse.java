package dev.varde.bench;

import java.util.concurrent.TimeUnit;

/// What a process used over a time at rest.
///
/// @param used seconds of processor time
/// @param busiest the busiest threads, in words, in per cent of a core
record IdleUse(long seconds, double used, String resident, String busiest) {
    private static final long WARM_UP_SECONDS = 120;
    private static final int THREADS = 9;

    double percent() {
        return 100 * used / (double) seconds;
    }

    /// Waits until what is compiled at the start is compiled.
    static void warmUp() throws InterruptedException {
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    }

    static IdleUse between(ProcessUse before, ProcessUse after, long seconds) {
        StringBuilder busiest = new StringBuilder();
        after.busiest(before, (double) seconds, THREADS)
                .forEach((name, share) -> busiest.append("%s %.2f  ".formatted(name, share)));
        return new IdleUse(
                seconds,
                after.seconds() - before.seconds(),
                after.resident(),
                busiest.toString().strip());
    }

    /// The collector's alone on such a host.
    static IdleUse ofCollector(int services, long seconds) throws Exception {
        try (IdleHost host = new IdleHost(services);
                BenchVarde collector = host.collector()) {
            warmUp();
            ProcessUse before = ProcessUse.of(collector.pid());
            TimeUnit.SECONDS.sleep(seconds);
            return between(before, ProcessUse.of(collector.pid()), seconds);
        }
    }
}
