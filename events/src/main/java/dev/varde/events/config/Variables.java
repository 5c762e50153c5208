package dev.varde.events.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `${NAME}` by the environment and `${file:/path}` by a file's text without its last line
/// end; `$${` is a plain `${`. What is put in is not looked at again.
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}|\\$\\{");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FILE = "file:";
    private static final int LARGEST = 64 << 10;

    private final Path configuration;
    private final Map<String, String> environment;

    /// @param configuration the file that is read; paths start where it lies
    Variables(Path configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.environment = Map.copyOf(environment);
    }

    /// @param wrong told what is wrong and what to write instead; never with a value
    Optional<String> expand(String text, BiConsumer<String, String> wrong) {
        return replaced(
                text,
                wrong,
                name ->
                        name.startsWith(FILE)
                                ? file(name.substring(FILE.length()), wrong)
                                : variable(name, wrong));
    }

    /// The text when nothing has to be looked up for it, else empty. Nothing is looked up; how the
    /// references are written is checked all the same.
    static Optional<String> plain(String text, BiConsumer<String, String> wrong) {
        return replaced(text, wrong, _ -> Optional.empty());
    }

    private static Optional<String> replaced(
            String text,
            BiConsumer<String, String> wrong,
            Function<String, Optional<String>> lookUp) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder replaced = new StringBuilder();
        boolean complete = true;
        while (matcher.find()) {
            Optional<String> value =
                    matcher.group().equals("$${")
                            ? Optional.of("${")
                            : name(matcher, wrong).flatMap(lookUp);
            complete &= value.isPresent();
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value.orElse("")));
        }
        matcher.appendTail(replaced);
        return complete ? Optional.of(replaced.toString()) : Optional.empty();
    }

    /// What stands between the brackets: a variable's name, or `file:` and a path.
    private static Optional<String> name(Matcher reference, BiConsumer<String, String> wrong) {
        String name = reference.group(1);
        if (name == null) {
            wrong.accept(
                    "'${' without '}'", "Write ${NAME}, or $${ for the characters themselves.");
            return Optional.empty();
        }
        if (!name.startsWith(FILE) && !NAME.matcher(name).matches()) {
            wrong.accept(
                    "'${…}' holds no name of a variable",
                    "Write ${NAME} or ${file:/path}, or $${ for the characters themselves.");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private Optional<String> variable(String name, BiConsumer<String, String> wrong) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            wrong.accept(
                    "the environment has no "
                            + name
                            + (value == null ? "" : ": the variable is empty"),
                    "Set " + name + " where Varde is started, or use ${file:/path}.");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /// Where a path of the configuration leads to.
    Path resolved(String path) {
        return configuration.toAbsolutePath().resolveSibling(path);
    }

    /// The text of a file of at most 64 KiB, without its last line end.
    Optional<String> file(String path, BiConsumer<String, String> wrong) {
        try {
            Path file = resolved(path);
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
            if (bytes.length > LARGEST) {
                wrong.accept("the file " + path + " is larger than 64 KiB", "Name the right file.");
                return Optional.empty();
            }
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.replaceFirst("\\r?\\n\\z", ""));
        } catch (IOException | InvalidPathException _) {
            wrong.accept(
                    "the file " + path + " cannot be read",
                    "Make it readable as UTF-8 text for the user that runs Varde, or name another.");
            return Optional.empty();
        }
    }
}
