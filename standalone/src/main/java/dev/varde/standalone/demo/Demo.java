package dev.varde.standalone.demo;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.standalone.app.Running;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Plays the scenarios one after the other and prints each incident's life.
final class Demo {
    private static final Duration HEALTHY_AT_FIRST = Duration.ofSeconds(2);
    private static final Duration DIAGNOSED = Duration.ofSeconds(60);
    private static final Duration BACK = Duration.ofSeconds(90);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final Running running;
    private final SampleProcesses processes;
    private final MailBox mail;
    private final boolean caged;
    private final PrintStream out;
    private int mailsShown;

    Demo(Running running, SampleProcesses processes, MailBox mail, boolean caged, PrintStream out) {
        this.running = running;
        this.processes = processes;
        this.mail = mail;
        this.caged = caged;
        this.out = out;
    }

    /// @return how many scenarios did not go as they should
    int play() throws Exception {
        int wrong = 0;
        try (IncidentFeed feed = new IncidentFeed(running.bootstrapServers(), this::show)) {
            feed.await(_ -> false, HEALTHY_AT_FIRST);
            var host = running.launch().configuration().host().name();
            for (Scenario scenario : Scenarios.all(processes, feed, host, caged)) {
                wrong += play(scenario, feed) ? 0 : 1;
            }
            if (!caged) {
                out.println();
                out.println("Left out: memory. Only root may limit a process's memory here.");
            }
        }
        out.println();
        out.println("The first mail, as it arrived:");
        out.println();
        mail.first().lines().forEach(line -> out.println("  | " + line));
        out.println();
        return wrong;
    }

    private boolean play(Scenario scenario, IncidentFeed feed) throws Exception {
        out.println();
        out.println(scenario.title());
        feed.forget();
        scenario.crash().run();
        Optional<Incident> diagnosed =
                feed.await(
                        i ->
                                DemoConfiguration.BACKEND.equals(i.service())
                                        && scenario.causes().contains(i.cause()),
                        DIAGNOSED);
        if (diagnosed.isEmpty()) {
            out.println("  NOT AS EXPECTED: no incident with cause " + scenario.causes() + ".");
            return false;
        }
        scenario.mend().run();
        boolean back =
                feed.await(
                                i ->
                                        i.id().equals(diagnosed.get().id())
                                                && i.state() == IncidentState.RESOLVED,
                                BACK)
                        .isPresent();
        if (!back) {
            out.println("  NOT AS EXPECTED: the backend did not come back.");
        }
        return back;
    }

    private void show(Incident incident) {
        out.printf(
                "  %s  %-10s  %s (%s)  %s%n",
                CLOCK.format(
                        Objects.requireNonNull(
                                incident.timeline().isEmpty()
                                        ? incident.times().opened()
                                        : incident.timeline().getLast().time())),
                incident.change().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                incident.cause(),
                incident.confidence().name().toLowerCase(Locale.ROOT),
                Printable.of(incident.summary()));
        showMail();
    }

    private void showMail() {
        try {
            var openings = mail.openings();
            for (; mailsShown < openings.size(); mailsShown++) {
                out.println(
                        "                mail to ops@demo.test: "
                                + Printable.of(openings.get(mailsShown)));
            }
        } catch (MessagingException | IOException e) {
            out.println("                mail cannot be shown: " + e.getMessage());
        }
    }

    /// Set-up and the whole play; ends the sample processes whatever happens.
    static int run(
            Running running,
            SampleProcesses processes,
            MailBox mail,
            boolean caged,
            PrintStream out)
            throws Exception {
        out.println("Varde is ready: " + running.url());
        return new Demo(running, processes, mail, caged, out).play();
    }

    /// @throws IOException when the sample processes cannot be started
    static void prepare(SampleProcesses processes) throws IOException, InterruptedException {
        processes.startDatabase();
        processes.startBackend();
    }
}
