package dev.varde.collector.app;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command line of the collector's own program; the same options as of `varde collector`.
///
/// @param file null when none is named
/// @param data null for the usual place
record Arguments(@Nullable Path file, @Nullable Path data) {
    static final String USAGE =
            """
            Usage: varde collector [-h] [-c=FILE] [--data=DIR]
            Watches this host: publishes what it sees, carries out restart orders.
              -c, --config=FILE   The configuration file.
                  --data=DIR      Where state is kept. Default: $XDG_STATE_HOME/varde or
                                    ~/.local/state/varde.
              -h, --help          Says how this command is used.
            """;

    /// What a command line asks for.
    sealed interface Asked {
        record Run(Arguments arguments) implements Asked {}

        record Help() implements Asked {}

        /// @param what is wrong with the command line
        record WrongUse(String what) implements Asked {}
    }

    static Asked parse(List<String> words) {
        Path file = null;
        Path data = null;
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String word = left.next();
            String[] parts = word.split("=", 2);
            String value = null;
            switch (parts[0]) {
                case "-h", "--help" -> {
                    return new Asked.Help();
                }
                case "-c", "--config", "--data" -> value = value(parts, left);
                default -> {
                    return new Asked.WrongUse("Unknown option or word: '" + word + "'");
                }
            }
            if (value == null || value.isEmpty()) {
                return new Asked.WrongUse("Missing value after '" + parts[0] + "'");
            }
            file = parts[0].equals("--data") ? file : Path.of(value);
            data = parts[0].equals("--data") ? Path.of(value) : data;
        }
        return new Asked.Run(new Arguments(file, data));
    }

    private static @Nullable String value(String[] parts, Iterator<String> left) {
        return parts.length == 2 ? parts[1] : left.hasNext() ? left.next() : null;
    }
}
