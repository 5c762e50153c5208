package dev.varde.standalone.command;

import dev.varde.events.HostName;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says that a deploy begins or ends.
@Command(
        name = "deploy",
        description = {
            "Says that a deploy of a service begins or ends.",
            "Between the two the ends of its processes are no crashes, unless it falls again and",
            "again or is not back a minute after the end. Without an end a deploy lasts 30 minutes."
        })
final class DeployCommand implements Callable<Integer> {
    enum Mark {
        START,
        END
    }

    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(index = "0", paramLabel = "start|end", description = "What happens now.")
    private Mark mark = Mark.START;

    @Parameters(index = "1", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The one host that is deployed to. Default: every host.")
    private @Nullable String host;

    @Option(names = "--note", paramLabel = "TEXT", description = "Such as the version.")
    private @Nullable String note;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = kafka.options.configuration(Set.of());
        OperatorWord word;
        try {
            word = word(configuration.host().name());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return Exit.WRONG_USE;
        }
        try (Speaker speaker = new Speaker(kafka.bootstrapServers(configuration))) {
            speaker.say(word);
        }
        System.out.println(
                "deploy of "
                        + service
                        + (host == null ? " on every host " : " on " + host + " ")
                        + (mark == Mark.START ? "begun" : "ended"));
        return Exit.FINE;
    }

    private OperatorWord word(HostName here) {
        ServiceName what = new ServiceName(service);
        HostName on = host == null ? null : new HostName(host);
        String by = System.getProperty("user.name");
        Instant now = Instant.now();
        return switch (mark) {
            case START -> new OperatorWord.DeployStarted(what, here, on, by, now, note);
            case END -> new OperatorWord.DeployEnded(what, here, on, by, now);
        };
    }
}
