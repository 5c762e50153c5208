package dev.varde.collector.order;

import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.HostName;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessKey;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.sign.TrustedKey;
import dev.varde.events.sign.TrustedKeys;
import dev.varde.events.wire.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// One life of a collector's foreman, in a process of its own: opens the order book, reads the last
/// orders again as after a restart, and ends itself by SIGKILL when the newest one comes to a step.
@NullMarked
final class KilledForeman {
    static final HostName HOST = new HostName("web-1");
    static final String FACTS = "facts";
    static final String RAN = "ran";
    private static final int AGAIN = 4;

    private final Path directory;
    private final @Nullable Step fatal;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String newest = "";

    private KilledForeman(Path directory, @Nullable Step fatal) {
        this.directory = directory;
        this.fatal = fatal;
    }

    /// @param args the directory with the file `orders`, the public key, and the step to die at or
    ///   `none`
    public static void main(String[] args) throws Exception {
        Step fatal = args[2].equals("none") ? null : Step.valueOf(args[2]);
        new KilledForeman(Path.of(args[0]), fatal).live(new TrustedKey(args[1]));
    }

    private void live(TrustedKey key) throws Exception {
        Codec codec = new Codec();
        List<RestartOrder> orders = new java.util.ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("orders"))) {
            orders.add(codec.readOrder(line.getBytes(StandardCharsets.UTF_8)));
        }
        Foreman foreman = Foreman.open(site(orders, key));
        newest = orders.getLast().id().value();
        orders.subList(Math.max(0, orders.size() - AGAIN), orders.size()).forEach(foreman::take);
        ended.await();
    }

    /// Each order is for a service of its own, so that what ran tells the order.
    private Foreman.Site site(List<RestartOrder> orders, TrustedKey key) {
        return new Foreman.Site(
                new Terms(
                        HOST,
                        orders.stream().map(o -> service(o.service())).toList(),
                        TrustedKeys.of(key),
                        new OrderLimit(1_000, Duration.ofMinutes(10))),
                directory,
                new Nobody(),
                () -> {},
                this::told,
                InstantSource.system(),
                Redactor.STANDARD,
                this::passed);
    }

    private Service service(ServiceName name) {
        String line = "echo " + name + " $(date +%s%3N) >> " + directory.resolve(RAN);
        return new Service(
                name,
                Map.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                new RestartAction.RunCommand(List.of("sh", "-c", line)));
    }

    /// What is in the kernel's hands survives SIGKILL, as in the collector's spool.
    private void told(Sighting sighting) {
        OrderFact fact = (OrderFact) sighting.fact();
        String line =
                "%s %s %s %d\n"
                        .formatted(
                                fact.order(),
                                fact.getClass().getSimpleName(),
                                sighting.id(),
                                sighting.time().toEpochMilli());
        try {
            synchronized (this) {
                Files.writeString(
                        directory.resolve(FACTS),
                        line,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (fact.order().value().equals(newest) && !(fact instanceof OrderFact.OrderStarted)) {
            settle();
        }
    }

    /// With nothing to die at, or where the way ends before that step, it ends by itself.
    private void settle() {
        if (fatal == null || fatal != Step.TOLD) {
            ended.countDown();
        }
    }

    private void passed(Step step) {
        if (step == fatal && !newest.isEmpty()) {
            die();
        }
    }

    private static void die() {
        try {
            new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// No service has a process.
    private static final class Nobody implements Owners {
        @Override
        public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
            return Optional.empty();
        }

        @Override
        public Optional<ProcessKey> main(ServiceName service) {
            return Optional.empty();
        }
    }
}
