package dev.varde.collector.order;

import dev.varde.collector.dump.Dump;
import dev.varde.collector.dump.Dumper;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderFact.ThreadDumpTaken;
import dev.varde.events.ProcessKey;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One order that is carried out: looks at the threads if that is asked for, restarts, waits for
/// the new process.
final class Work {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration PREPARATION = Duration.ofSeconds(10);

    /// How long a new main process is waited for once the action ended well.
    private static final Duration APPEARS = Duration.ofSeconds(3);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final RestartOrder order;
    private final Service service;
    private final Foreman.Site site;
    private final Messenger messenger;
    private final Redactor redactor;

    Work(
            RestartOrder order,
            Service service,
            Foreman.Site site,
            Messenger messenger,
            Redactor redactor) {
        this.order = order;
        this.service = service;
        this.site = site;
        this.messenger = messenger;
        this.redactor = redactor;
    }

    /// Between writing it down and this a host may have slept: what has expired since is not begun.
    Outcome carryOut() throws InterruptedException {
        Instant now = site.clock().instant();
        Optional<String> late = Judgement.untimely(order, now);
        if (late.isPresent()) {
            OrderLog.refused(order, late.get());
            return Outcome.refused(late.get());
        }
        RestartAction restart = service.restart();
        return order.toDo().restarts() && restart != null ? restart(restart, now) : dumpOnly();
    }

    /// @param begins when it was found not to have expired
    private Outcome restart(RestartAction action, Instant begins) throws InterruptedException {
        String words = Actions.inWords(action);
        Integer before = pid();
        OrderLog.started(order, words);
        messenger.tell(
                order.service(),
                new OrderStarted(order.id(), order.incident(), words, before),
                begins);
        site.steps().accept(Step.STARTED);
        if (order.toDo().dumps()) {
            Optional<String> _ = dump(before);
            site.steps().accept(Step.DUMPED);
        }
        site.expectChange().run();
        prepare(action);
        Run.Outcome run = Run.run(Actions.argv(action), outputFile(), LONGEST, redactor);
        site.steps().accept(Step.CARRIED_OUT);
        OrderLog.carriedOut(order, run.exitCode(), run.took());
        return Outcome.ran(run, before, run.exitCode() == 0 ? successor(before) : null);
    }

    private void prepare(RestartAction action) throws InterruptedException {
        List<String> argv = Actions.preparation(action);
        if (!argv.isEmpty()) {
            Run.Outcome _ = Run.run(argv, outputFile(), PREPARATION, redactor);
        }
    }

    private Outcome dumpOnly() throws InterruptedException {
        Integer pid = pid();
        Optional<String> taken = dump(pid);
        site.steps().accept(Step.DUMPED);
        return taken.map(by -> Outcome.ran(new Run.Outcome(0, by, Duration.ZERO), pid, pid))
                .orElseGet(() -> Outcome.refused("no main process of it is known"));
    }

    /// Tells what the threads do; what took it, or empty without a process.
    private Optional<String> dump(@Nullable Integer pid) throws InterruptedException {
        if (pid == null) {
            return Optional.empty();
        }
        Dump dump = Dumper.here(redactor).take(pid);
        messenger.tell(
                order.service(),
                new ThreadDumpTaken(
                        order.id(),
                        order.incident(),
                        pid,
                        dump.by(),
                        dump.text(),
                        dump.cut(),
                        dump.took()));
        OrderLog.dumped(order, pid, dump.by(), dump.took());
        return Optional.of("threads of process " + pid + " taken by " + dump.by());
    }

    /// The service's main process once it is another one; null when none comes in time.
    private @Nullable Integer successor(@Nullable Integer before) throws InterruptedException {
        if (service.process() == null) {
            return null;
        }
        long deadline = System.nanoTime() + APPEARS.toNanos();
        while (System.nanoTime() < deadline) {
            Integer now = pid();
            if (now != null && !now.equals(before)) {
                return now;
            }
            Thread.sleep(GLANCE);
        }
        return null;
    }

    private @Nullable Integer pid() {
        return site.owners().main(order.service()).map(ProcessKey::pid).orElse(null);
    }

    private Path outputFile() {
        ServiceName name = order.service();
        return site.directory()
                .resolve("restart-" + name.value().replaceAll("[^A-Za-z0-9._-]", "_") + ".out");
    }
}
