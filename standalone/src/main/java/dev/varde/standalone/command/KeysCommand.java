package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Secret;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKey;
import dev.varde.events.start.CannotStart;
import dev.varde.events.start.OrderKeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes and shows the keys of restart orders.
@Command(
        name = "keys",
        description = {
            "Keys of restart orders: a notifier signs each order, and a collector carries out only",
            "what a key signed that it trusts."
        },
        subcommands = {KeysCommand.New.class, KeysCommand.Show.class})
final class KeysCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name new or show.");
        }
    }

    /// Standard output has the public key and nothing else, for scripts.
    @Command(
            name = "new",
            description = {
                "Makes a key: the secret half in DIR/order.key for its owner alone, the public half on",
                "standard output. A key that is there already is not replaced."
            })
    static final class New implements Callable<Integer> {
        @Option(
                names = "--directory",
                paramLabel = "DIR",
                description = "Where the key is kept. Default: here.")
        private Path directory = Path.of("");

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Says how this command is used.")
        boolean help;

        @Override
        public Integer call() throws CannotStart {
            Path home = directory.toAbsolutePath().normalize();
            Path file = home.resolve(OrderKeyFile.NAME);
            TrustedKey key = make(home, file).trusted();
            System.out.println(key.text());
            System.err.printf(
                    """
                    The secret half of key %s is in %s.
                    For the notifier:     orders: {sign-with: "${file:%s}"}
                    For each collector:   orders: {trust: [%s]}
                    """,
                    key.id(), file, file, key.text());
            return Exit.FINE;
        }

        private static SigningKey make(Path home, Path file) throws CannotStart {
            try {
                Files.createDirectories(home);
                return OrderKeyFile.make(file);
            } catch (FileAlreadyExistsException e) {
                throw new CannotStart(
                        "There is a key in "
                                + file
                                + " already. varde keys show --data "
                                + home
                                + " prints its public half; name another directory for a new one.",
                        e);
            } catch (IOException e) {
                throw new CannotStart("No key can be kept in " + file + " (" + e + ").", e);
            }
        }
    }

    @Command(
            name = "show",
            description = {
                "Prints the public half of the key that a notifier with this configuration or data",
                "directory signs with, and the keys that a collector with it trusts."
            })
    static final class Show implements Callable<Integer> {
        @Mixin private RunOptions options = new RunOptions();

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        /// @param use `signs` or `trusted`
        private record Line(String use, TrustedKey key) {}

        @Override
        public Integer call() throws Exception {
            Configuration.Orders orders =
                    options.configuration(Set.of(Chapter.ORDERS, Chapter.SECRETS)).orders();
            List<Line> lines = new ArrayList<>();
            signs(orders.signWith()).ifPresent(k -> lines.add(new Line("signs", k)));
            orders.trust().keys().forEach(k -> lines.add(new Line("trusted", k)));
            if (lines.isEmpty()) {
                throw new CannotStart(
                        "There is no key in "
                                + options.dataDirectory()
                                + ", and the configuration names none. A notifier makes one at its"
                                + " first start, varde keys new makes one now.");
            }
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(json(lines)));
            } else {
                lines.forEach(l ->
                        System.out.printf("%-8s %s  %s%n", l.use(), l.key().id(), l.key().text()));
            }
            return Exit.FINE;
        }

        private Optional<TrustedKey> signs(@Nullable Secret configured) throws CannotStart {
            if (configured != null) {
                return Optional.of(SigningKey.of(configured.reveal()).trusted());
            }
            try {
                return OrderKeyFile.read(options.dataDirectory().resolve(OrderKeyFile.NAME))
                        .map(SigningKey::trusted);
            } catch (IOException e) {
                throw new CannotStart("The key cannot be read: " + e.getMessage() + ".", e);
            }
        }

        private static List<Map<String, String>> json(List<Line> lines) {
            return lines.stream()
                    .map(l -> Map.of("use", l.use(), "id", l.key().id(), "key", l.key().text()))
                    .toList();
        }
    }
}
