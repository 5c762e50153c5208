package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.ExitStatus;
import dev.varde.events.Phase;
import dev.varde.events.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The last lines of a program, as some runtime or server prints them, and whether a cause is read
/// out of them. They stand in `words/<cause>.txt`; the README beside them says how.
///
/// @param confidence null where it does not matter
/// @param exit null where nobody saw the end
/// @param instead what it is when it is not the cause, or null
record Written(
        Cause cause,
        boolean speaks,
        String what,
        @Nullable Confidence confidence,
        @Nullable ExitStatus exit,
        Phase phase,
        @Nullable Cause instead,
        List<String> lines) {
    static final Path FOLDER = Path.of("src/test/resources/words");

    static List<Written> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".txt"))
                    .sorted()
                    .flatMap(f -> of(f).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Written> of(Path file) {
        try {
            String name = file.getFileName().toString();
            Cause cause = new Cause(name.substring(0, name.indexOf('.')));
            return Arrays.stream(Files.readString(file).split("(?m)^=== "))
                    .filter(part -> !part.isEmpty())
                    .map(part -> one(cause, part.lines().toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Written one(Cause cause, List<String> part) {
        String[] head = part.getFirst().split(": ", 2);
        List<String> words = new ArrayList<>(List.of(head[0].split(", ")));
        boolean speaks = words.removeFirst().equals("speaks");
        Optional<Confidence> confidence = take(words, Confidence.values());
        Optional<Phase> phase = take(words, Phase.values());
        Optional<String> instead = words.stream().filter(w -> w.startsWith("as ")).findFirst();
        instead.ifPresent(words::remove);
        if (words.size() != 1) {
            throw new IllegalArgumentException(cause + ": what is " + words + "?");
        }
        return new Written(
                cause,
                speaks,
                head[1],
                confidence.orElse(null),
                exit(words.getFirst()),
                phase.orElse(Phase.RUNNING),
                instead.map(w -> new Cause(w.substring(3))).orElse(null),
                part.subList(1, part.size()));
    }

    private static <E extends Enum<E>> Optional<E> take(List<String> words, E[] values) {
        return Stream.of(values)
                .filter(v -> words.remove(v.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static @Nullable ExitStatus exit(String word) {
        String[] parts = word.split(" ", -1);
        return switch (parts[0]) {
            case "exit" -> ExitStatus.exited(Integer.parseInt(parts[1]));
            case "signal" -> ExitStatus.signalled(number(parts[1]), false);
            case "unseen" -> null;
            default -> throw new IllegalArgumentException("what is " + word + "?");
        };
    }

    private static int number(String signal) {
        return IntStream.range(1, 32)
                .filter(n -> Signals.name(n).endsWith("(" + signal + ")"))
                .findFirst()
                .orElseThrow();
    }

    /// The death, as the rules see it.
    Case.Death death() {
        Scenario scenario = new Scenario().lines(lines.toArray(String[]::new));
        if (phase == Phase.STARTING) {
            scenario.startedAt(Scenario.DEATH - 5);
        }
        ExitStatus status = exit;
        return status == null ? scenario.presumed() : scenario.ends(status).death();
    }

    @Override
    public String toString() {
        return cause + (speaks ? ": " : " stays silent: ") + what;
    }
}
