package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Switchboard;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Asks checks once, all at the same time, for whoever looks once.
public final class Round {
    private Round() {}

    /// What was asked.
    public record Asked(Service service, Check check) {}

    /// @param told the target as it may be shown
    /// @param latency until the answer
    public record Heard(Asked asked, String told, Answer answer, Duration latency) {}

    /// Answers in the order of the services and their checks.
    ///
    /// @param families the processes of the services
    /// @param longest a check waits no longer, whatever its own timeout
    public static List<Heard> ask(
            List<Service> services,
            Snapshot snapshot,
            Map<ServiceName, List<Snapshot.Seen>> families,
            Duration longest) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try (Switchboard switchboard = new Switchboard(threads)) {
            switchboard.start();
            Askings askings =
                    new Askings(
                            switchboard,
                            threads,
                            snapshot.roster(families),
                            snapshot.listeners(),
                            unit -> {
                                List<String> one = List.of(unit);
                                return Optional.ofNullable(
                                        UnitState.parse(one, Systemctl.HERE.ask(one)).get(unit));
                            });
            List<CompletableFuture<Heard>> all = new ArrayList<>();
            for (Service service : services) {
                for (Check check : service.health()) {
                    all.add(ask(new Asked(service, check), askings, longest));
                }
            }
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static CompletableFuture<Heard> ask(Asked asked, Askings askings, Duration longest) {
        CompletableFuture<Heard> heard = new CompletableFuture<>();
        Check check = asked.check();
        Duration timeout = check.timeout().compareTo(longest) < 0 ? check.timeout() : longest;
        CheckLoop.Asking asking = askings.of(asked.service(), check);
        askings.switchboard()
                .run(() -> {
                    long begun = System.nanoTime();
                    asking.ask(
                            true,
                            timeout,
                            answer ->
                                    heard.complete(
                                            new Heard(
                                                    asked,
                                                    Askings.told(check),
                                                    answer,
                                                    Duration.ofNanos(System.nanoTime() - begun))));
                });
        return heard;
    }

    /// The port of this host that a check is about, where it is about one.
    public static OptionalInt localPort(Check check) {
        return Askings.localPort(check);
    }
}
