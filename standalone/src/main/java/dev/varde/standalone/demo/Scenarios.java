package dev.varde.standalone.demo;

import dev.varde.events.Cause;
import dev.varde.events.HostName;
import dev.varde.events.OperatorWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The ways in which the demo makes its backend fail.
final class Scenarios {
    private static final Scenario.Step NOTHING = () -> {};

    private Scenarios() {}

    /// @param caged whether the kernel limits the backend's memory
    static List<Scenario> all(
            SampleProcesses processes, IncidentFeed feed, HostName host, boolean caged) {
        List<Scenario> all = new ArrayList<>();
        all.add(
                new Scenario(
                        "The backend is killed (kill -9).",
                        Set.of(Cause.KILLED_BY_SIGNAL),
                        processes::killBackend,
                        NOTHING));
        if (caged) {
            all.add(
                    new Scenario(
                            "The backend eats memory until the kernel kills it.",
                            Set.of(Cause.MEMORY_LIMIT, Cause.OOM_KILL),
                            () -> processes.crash("memory"),
                            NOTHING));
        }
        all.add(
                new Scenario(
                        "The backend ends with an exception that nobody catches.",
                        Set.of(Cause.UNHANDLED_EXCEPTION),
                        () -> processes.crash("exception"),
                        NOTHING));
        all.add(
                new Scenario(
                        "The backend hangs: it lives, and answers nothing.",
                        Set.of(Cause.HANG),
                        () -> processes.crash("hang"),
                        NOTHING));
        all.add(portTaken(processes, feed, host));
        all.add(databaseGone(processes, feed, host));
        return all;
    }

    private static Scenario portTaken(SampleProcesses processes, IncidentFeed feed, HostName host) {
        AtomicReference<Process> thief = new AtomicReference<>();
        return new Scenario(
                "The backend dies, and another program takes its port before it is back.",
                Set.of(Cause.PORT_IN_USE),
                () -> {
                    thief.set(processes.startThief());
                    processes.killBackend();
                },
                () -> {
                    System.out.println("  (you end the other program and press 'Restart now')");
                    thief.get().destroyForcibly().waitFor();
                    restartNow(feed, host);
                });
    }

    private static Scenario databaseGone(
            SampleProcesses processes, IncidentFeed feed, HostName host) {
        return new Scenario(
                "The database dies, and the backend with it.",
                Set.of(Cause.DATABASE_UNREACHABLE, Cause.DATABASE_CONNECTION_LOST),
                processes::killDatabase,
                () -> {
                    System.out.println("  (you start the database and press 'Restart now')");
                    processes.startDatabase();
                    restartNow(feed, host);
                });
    }

    private static void restartNow(IncidentFeed feed, HostName host) throws Exception {
        feed.say(
                new OperatorWord.RestartNow(
                        DemoConfiguration.BACKEND, host, null, "demo", Instant.now()));
    }
}
