package dev.varde.standalone.command;

import dev.varde.events.HostName;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plans a maintenance, or ends it before its time.
@Command(
        name = "maintenance",
        description = {
            "Says that something is worked on: it opens no incident in that time.",
            "Name a service, a host, or both; without either it is about everything.",
            "'maintenance end' with the same service and host ends it before its time."
        })
final class MaintenanceCommand implements Callable<Integer> {
    enum Mark {
        PLAN,
        END
    }

    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(index = "0", paramLabel = "plan|end", description = "What is said.")
    private Mark mark = Mark.PLAN;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Default: all services.")
    private @Nullable String service;

    @Option(names = "--host", paramLabel = "HOST", description = "Default: every host.")
    private @Nullable String host;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Such as 2026-11-01T02:00:00Z. Default: now.")
    private @Nullable String from;

    @Option(
            names = "--for",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "How many minutes. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--note", paramLabel = "TEXT", description = "What is done.")
    private @Nullable String note;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = kafka.options.configuration(Set.of());
        OperatorWord word;
        try {
            word = word(configuration.host().name(), Instant.now());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            System.err.println(e.getMessage());
            return Exit.WRONG_USE;
        }
        try (Speaker speaker = new Speaker(kafka.bootstrapServers(configuration))) {
            speaker.say(word);
        }
        System.out.println(
                switch (word) {
                    case OperatorWord.MaintenancePlanned w ->
                            "maintenance from " + w.from() + " until " + w.until();
                    default -> "maintenance ended";
                });
        return Exit.FINE;
    }

    private OperatorWord word(HostName here, Instant now) {
        ServiceName what = service == null ? null : new ServiceName(service);
        HostName on = host == null ? null : new HostName(host);
        String by = System.getProperty("user.name");
        Instant begin = from == null ? now : Instant.parse(from);
        return switch (mark) {
            case PLAN ->
                    new OperatorWord.MaintenancePlanned(
                            here,
                            what,
                            on,
                            by,
                            now,
                            begin,
                            begin.plus(Duration.ofMinutes(minutes)),
                            note);
            case END -> new OperatorWord.MaintenanceEnded(here, what, on, by, now);
        };
    }
}
