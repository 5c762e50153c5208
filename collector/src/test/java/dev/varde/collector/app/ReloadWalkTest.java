package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.HostEvent;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A random walk against a model: services come, go and change while their processes die and their
/// logs are written.
///
/// The model knows what must be told and what may be. A death or a line of a service that is
/// watched all the time from its beginning until somebody heard of it must be told, once. One that
/// fell together with its service's removal may be. Nothing else may be told at all.
class ReloadWalkTest {
    private static final int STEPS = 60;
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private RealBroker broker;
    private OneHost host;
    private Random random = new Random();
    private final Set<String> watched = new TreeSet<>();
    private final Map<String, Integer> style = new HashMap<>();
    private final Map<String, Process> living = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();
    private final Map<Integer, String> mustDie = new HashMap<>();
    private final Set<Integer> mayDie = new HashSet<>();
    private final Map<String, String> mustSay = new HashMap<>();
    private final Set<String> maySay = new HashSet<>();
    private int lines;

    @BeforeEach
    void start() throws Exception {
        broker = new RealBroker(directory.resolve("kafka"));
        for (String name : NAMES) {
            Files.writeString(log(name), "start\n");
        }
        host = new OneHost(directory, broker, "services: []\n");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndNothingIsFalse(long seed) throws Exception {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> addOrRemove(any());
                case 2 -> change(any());
                case 3, 4 -> startOrKill(any());
                case 5, 6 -> say(any());
                default -> settle();
            }
        }
        settle();

        assertNothingIsFalse();
    }

    private String any() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private void addOrRemove(String name) throws IOException {
        if (watched.remove(name)) {
            release(name);
        } else {
            watched.add(name);
        }
        reload();
        if (watched.contains(name) && living.containsKey(name)) {
            known.add((int) living.get(name).pid());
        }
    }

    /// What it owed is not owed any more, but may come.
    private void release(String name) {
        mustDie.entrySet().removeIf(e -> e.getValue().equals(name) && mayDie.add(e.getKey()));
        mustSay.entrySet().removeIf(e -> e.getValue().equals(name) && maySay.add(e.getKey()));
    }

    /// Labels, a second log, a second name for the pid file: all leave its processes alone.
    private void change(String name) throws IOException {
        style.merge(name, 1, Integer::sum);
        reload();
    }

    private void reload() throws IOException {
        List<String> services = new ArrayList<>();
        for (String name : watched) {
            int s = style.getOrDefault(name, 0);
            String pidFile = s % 2 == 0 ? name + ".pid" : "./" + name + ".pid";
            String more = s % 3 == 0 ? "" : ", " + directory + "/more.log";
            services.add(
                    "{name: %s, labels: {style: s%d}, process: {pid-file: %s/%s}, logs: [%s%s]}"
                            .formatted(name, s, directory, pidFile, log(name), more));
        }
        host.reload("services: [" + String.join(", ", services) + "]\n");
    }

    private void startOrKill(String name) throws Exception {
        Process process = living.remove(name);
        if (process == null) {
            Process fresh = host.backend(directory.resolve(name + ".pid"));
            living.put(name, fresh);
            if (watched.contains(name)) {
                awaitStarted(fresh);
            }
            return;
        }
        process.destroyForcibly().waitFor();
        int pid = (int) process.pid();
        if (watched.contains(name) && known.contains(pid)) {
            mustDie.put(pid, name);
        }
    }

    private void awaitStarted(Process process) {
        int pid = (int) process.pid();
        await().atMost(PATIENCE)
                .until(() ->
                        all(ProcessStarted.class, host.heard()).stream()
                                .anyMatch(e -> started(e).process().pid() == pid));
        known.add(pid);
    }

    private void say(String name) throws IOException {
        String line = "ERROR line " + ++lines + " of " + name;
        if (watched.contains(name)) {
            mustSay.put(line, name);
        }
        Files.writeString(log(name), line + "\n", StandardOpenOption.APPEND);
    }

    /// What must be told is told, within a deadline.
    private void settle() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    List<HostEvent> heard = host.heard();
                    assertThat(deaths(heard)).containsAll(mustDie.keySet());
                    assertThat(said(heard)).containsAll(mustSay.keySet());
                });
        mayDie.addAll(mustDie.keySet());
        maySay.addAll(mustSay.keySet());
        mustDie.clear();
        mustSay.clear();
    }

    private void assertNothingIsFalse() {
        List<HostEvent> heard = host.heard();
        assertThat(deaths(heard)).doesNotHaveDuplicates().isSubsetOf(mayDie);
        assertThat(said(heard).stream().distinct()).isSubsetOf(maySay);
        assertThat(ids(LogMatched.class, heard).stream().distinct())
                .as("a line that is told twice has one id")
                .hasSameSizeAs(said(heard).stream().distinct().toList());
        assertThat(all(GapSeen.class, heard)).isEmpty();
        assertThat(heard).extracting(HostEvent::seq).isSorted().doesNotHaveDuplicates();
        assertOnlyWatchedSpeak(heard);
    }

    private static void assertOnlyWatchedSpeak(List<HostEvent> heard) {
        Set<ServiceName> now = new HashSet<>();
        for (HostEvent event : heard) {
            if (event.fact() instanceof ConfigurationTaken taken) {
                now.clear();
                now.addAll(taken.services());
            }
            if (event.service() != null) {
                assertThat(now).as("%s", event).contains(event.service());
            }
        }
    }

    private static List<HostEvent> all(Class<?> kind, List<HostEvent> heard) {
        return heard.stream().filter(e -> kind.isInstance(e.fact())).toList();
    }

    private static List<String> ids(Class<?> kind, List<HostEvent> heard) {
        return all(kind, heard).stream().map(e -> e.id().value()).toList();
    }

    private static ProcessStarted started(HostEvent event) {
        return (ProcessStarted) event.fact();
    }

    private static List<Integer> deaths(List<HostEvent> heard) {
        return all(ProcessExited.class, heard).stream()
                .map(e -> ((ProcessExited) e.fact()).process().pid())
                .toList();
    }

    private static List<String> said(List<HostEvent> heard) {
        return all(LogMatched.class, heard).stream()
                .flatMap(e -> ((LogMatched) e.fact()).lines().stream())
                .toList();
    }
}
