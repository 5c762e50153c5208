package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.config.Configuration;
import dev.varde.notifier.silence.Silences;
import dev.varde.standalone.rehearsal.Preview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes, lists and ends silences.
@Command(
        name = "silence",
        description = {
            "Holds messages back for a time, as about work that is planned; they are summed up at"
                    + " the",
            "end. What is still open then is told."
        },
        synopsisSubcommandLabel = "add|preview|list|end",
        subcommands = {
            SilenceCommand.Add.class,
            SilenceCommand.Show.class,
            SilenceCommand.Listing.class,
            SilenceCommand.End.class
        })
final class SilenceCommand implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Say add, preview, list or end.");
        }
    }

    @Command(
            name = "add",
            description = {
                "Makes a silence, and says what it hides.",
                "One that would hide everything is refused."
            })
    static final class Add implements Callable<Integer> {
        @Mixin private KafkaOptions kafka = new KafkaOptions();
        @Mixin private SilenceOptions terms = new SilenceOptions();

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Default: the user who runs this.")
        private @Nullable String by;

        @Option(names = "--force", description = "Also when it would hide everything.")
        private boolean force;

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            Instant now = Instant.now();
            String who = by == null || by.isBlank() ? System.getProperty("user.name") : by;
            Silence silence = terms.silence(who, now);
            Configuration configuration = kafka.options.configuration(Set.of());
            OperatorWord.SilenceAdded word =
                    new OperatorWord.SilenceAdded(configuration.host().name(), silence, force, now);
            Optional<String> fault = Silences.fault(word);
            if (fault.isPresent()) {
                System.err.println(
                        "Refused: "
                                + fault.get()
                                + ". Name a service, a host or a cause, or say"
                                + " --force.");
                return Exit.WRONG_USE;
            }
            String servers = kafka.bootstrapServers(configuration);
            Preview preview = preview(silence, servers, now);
            try (Speaker speaker = new Speaker(servers)) {
                speaker.say(word);
            }
            print(silence, preview, json);
            return Exit.FINE;
        }
    }

    @Command(name = "preview", description = "Says what a silence would hide, and makes none.")
    static final class Show implements Callable<Integer> {
        @Mixin private KafkaOptions kafka = new KafkaOptions();
        @Mixin private SilenceOptions terms = new SilenceOptions();

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            Instant now = Instant.now();
            Silence silence = terms.silence(System.getProperty("user.name"), now);
            print(silence, preview(silence, kafka.bootstrapServers(), now), json);
            return Exit.FINE;
        }
    }

    private static Preview preview(Silence silence, String servers, Instant now) throws Exception {
        return Preview.of(
                silence, PastIncidents.since(now.minus(Preview.BACK), servers).all(), now);
    }

    private static void print(Silence silence, Preview preview, boolean json) throws Exception {
        if (json) {
            ObjectNode node = SilenceWords.json(preview);
            node.set("silence", SilenceWords.json(silence));
            SilenceWords.print(node);
        } else {
            System.out.println(SilenceWords.text(silence, silence.until(), false));
            System.out.println(SilenceWords.text(preview));
        }
    }

    @Command(
            name = "list",
            description = "Lists silences that hold or will; the first to end first.")
    static final class Listing implements Callable<Integer> {
        @Mixin private KafkaOptions kafka = new KafkaOptions();

        @Option(names = "--all", description = "Also those that are over.")
        private boolean all;

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            Instant now = Instant.now();
            Silences silences = PastIncidents.silences(kafka.bootstrapServers());
            if (json) {
                print(silences, now);
            } else {
                say(silences, now);
            }
            return Exit.FINE;
        }

        private void say(Silences silences, Instant now) {
            List<Silence> pending = silences.pending(now);
            pending.forEach(s -> System.out.println(SilenceWords.text(s, silences.end(s), false)));
            if (all) {
                silences.over(now)
                        .forEach(o ->
                                System.out.println(SilenceWords.text(o.silence(), o.end(), true)));
            } else if (pending.isEmpty()) {
                System.out.println("Nothing is silenced. --all shows what was.");
            }
        }

        private void print(Silences silences, Instant now) throws Exception {
            ObjectNode root = SilenceWords.object();
            silences.pending(now)
                    .forEach(s ->
                            root.withArray("silences")
                                    .add(
                                            SilenceWords.json(s)
                                                    .put("ends", silences.end(s).toString())
                                                    .put("holds", s.covers(now))));
            if (all) {
                silences.over(now)
                        .forEach(o ->
                                root.withArray("over")
                                        .add(
                                                SilenceWords.json(o.silence())
                                                        .put("ends", o.end().toString())));
            }
            SilenceWords.print(root);
        }
    }

    @Command(name = "end", description = "Ends a silence before its time.")
    static final class End implements Callable<Integer> {
        @Mixin private KafkaOptions kafka = new KafkaOptions();

        @Parameters(paramLabel = "ID", description = "The silence's id, such as s-7k2mab.")
        private String id = "";

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Default: the user who runs this.")
        private @Nullable String by;

        @Override
        public Integer call() throws Exception {
            Instant now = Instant.now();
            Configuration configuration = kafka.options.configuration(Set.of());
            String servers = kafka.bootstrapServers(configuration);
            Optional<Silence> found =
                    PastIncidents.silences(servers).pending(now).stream()
                            .filter(s -> s.id().value().equals(id))
                            .findFirst();
            if (found.isEmpty()) {
                System.err.println(
                        "No silence '"
                                + Plain.line(id)
                                + "' holds or will. varde silence list"
                                + " shows them.");
                return Exit.COULD_NOT;
            }
            String who = by == null || by.isBlank() ? System.getProperty("user.name") : by;
            try (Speaker speaker = new Speaker(servers)) {
                speaker.say(
                        new OperatorWord.SilenceEnded(
                                found.get().id(), configuration.host().name(), who, now));
            }
            System.out.println("Silence " + Plain.line(id) + " is over.");
            return Exit.FINE;
        }
    }
}
