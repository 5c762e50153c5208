package dev.varde.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The collector's resident memory and processor time over idle time, each service with a process,
/// an HTTP check every second and a log; which of its threads used it; and what other programs use
/// that look at the same services in the same minute.
public final class IdleBenchmark {
    private static final int SERVICES = 20;

    private IdleBenchmark() {}

    /// @param args seconds to measure, 60 when nothing is said; number of services, 20
    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        int services = args.length > 1 ? Integer.parseInt(args[1]) : SERVICES;
        List<Peer> peers = new ArrayList<>();
        try (IdleHost host = new IdleHost(services);
                BenchVarde collector = host.collector()) {
            start(peers, host);
            IdleUse.warmUp();
            measure(collector, peers, services, seconds);
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private static void start(List<Peer> peers, IdleHost host) throws Exception {
        for (Peer.Kind kind : Peer.Kind.values()) {
            if (kind.installed()) {
                peers.add(Peer.start(kind, host));
            } else {
                System.out.println("left out: " + kind.missing());
            }
        }
    }

    private static void measure(BenchVarde collector, List<Peer> peers, int services, long seconds)
            throws Exception {
        ProcessUse before = ProcessUse.of(collector.pid());
        List<@Nullable ProcessUse> peersBefore = uses(peers);
        TimeUnit.SECONDS.sleep(seconds);
        IdleUse use = IdleUse.between(before, ProcessUse.of(collector.pid()), seconds);
        List<@Nullable ProcessUse> peersAfter = uses(peers);
        System.out.printf(
                "%d idle services with a log each, checked every second by HTTP, over %d s%n%-66s %9s  %s%n",
                services, seconds, "", "% of core", "resident");
        print("varde collector", use);
        for (int i = 0; i < peers.size(); i++) {
            print(peers.get(i), peersBefore.get(i), peersAfter.get(i), seconds);
        }
        System.out.printf("the collector's threads, %% of a core: %s%n", use.busiest());
    }

    private static List<@Nullable ProcessUse> uses(List<Peer> peers) {
        List<@Nullable ProcessUse> uses = new ArrayList<>();
        peers.forEach(peer -> uses.add(peer.use()));
        return uses;
    }

    private static void print(
            Peer peer, @Nullable ProcessUse before, @Nullable ProcessUse after, long seconds) {
        if (before == null || after == null) {
            System.out.println("left out: " + peer.does() + ": it ended by itself");
        } else {
            print(peer.does(), IdleUse.between(before, after, seconds));
        }
    }

    private static void print(String who, IdleUse use) {
        System.out.printf("%-66s %9.2f  %s%n", who, use.percent(), use.resident());
    }
}
