package dev.varde.events.config;

import dev.varde.events.config.InvalidConfiguration.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/// A YAML file as a tree of nodes that know their lines. Bounded: 1 MiB, 50 levels, 50 aliases.
final class YamlFile {
    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 50;

    private YamlFile() {}

    static Node root(Path file) throws InvalidConfiguration {
        String text = text(file);
        Node root = compose(file, text);
        if (root == null) {
            throw problem(
                    file,
                    0,
                    "the file is empty",
                    "Write at least 'services:', or leave the file out to watch this host alone.");
        }
        return root;
    }

    private static @Nullable Node compose(Path file, String text) throws InvalidConfiguration {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setAllowDuplicateKeys(false);
        bounds.setAllowRecursiveKeys(false);
        bounds.setMaxAliasesForCollections(DEEPEST);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setCodePointLimit(LARGEST);
        try {
            return new Yaml(bounds).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            int line = mark == null ? 0 : mark.getLine() + 1;
            throw syntax(file, line, e.getProblem() == null ? "" : e.getProblem());
        } catch (ReaderException e) {
            int line = line(text, text.offsetByCodePoints(0, e.getPosition()));
            throw problem(
                    file,
                    line,
                    "a control character stands here",
                    "Write it as \"\\x00\", or not.");
        } catch (YAMLException e) {
            throw syntax(file, 0, e.getMessage() == null ? "" : e.getMessage());
        }
    }

    /// The parser's own words, without what they quote from the file: it may be a secret.
    private static InvalidConfiguration syntax(Path file, int line, String words) {
        if (words.contains("TAB")) {
            return problem(file, line, "a tab stands here", "Indent with blanks.");
        }
        if (words.contains("undefined alias")) {
            return problem(
                    file,
                    line,
                    "a value that begins with * is no text in YAML",
                    "Put the value in quotes.");
        }
        return problem(
                file,
                line,
                "this is not YAML: " + words.lines().findFirst().orElse("cannot be read"),
                "Look at this line and the one before: indentation, a missing quote or bracket,"
                        + " a blank after each colon.");
    }

    private static String text(Path file) throws InvalidConfiguration {
        if (Files.isDirectory(file)) {
            throw problem(file, 0, "this is a directory", "Name a file.");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException _) {
            throw problem(file, 0, "there is no such file", "Name one that exists with -c FILE.");
        } catch (AccessDeniedException _) {
            throw problem(file, 0, "the file may not be read", "Give this user the right to.");
        } catch (IOException e) {
            throw problem(
                    file, 0, "the file cannot be read: " + e.getMessage(), "Look at its disk.");
        }
        if (bytes.length > LARGEST) {
            throw problem(file, 0, "the file is larger than 1 MiB", "Name the right file.");
        }
        return decoded(file, bytes);
    }

    private static String decoded(Path file, byte[] bytes) throws InvalidConfiguration {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        String text = out.flip().toString();
        if (end.isError()) {
            throw problem(
                    file,
                    line(text, text.length()),
                    "this line is not UTF-8",
                    "Save the file as UTF-8.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static int line(String text, int end) {
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static InvalidConfiguration problem(Path file, int line, String what, String remedy) {
        return new InvalidConfiguration(List.of(new Problem(file, line, "", what, remedy)));
    }
}
