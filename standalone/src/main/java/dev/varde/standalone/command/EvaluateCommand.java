package dev.varde.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.start.CannotStart;
import dev.varde.standalone.explain.Evaluation;
import dev.varde.standalone.explain.Labelled;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measures the diagnosis on excerpts whose cause people have found.
@Command(
        name = "evaluate",
        description = {
            "Reads labelled excerpts, a JSON object a line: {\"id\",\"lines\":[…],\"cause\"}, cause null",
            "where nothing crashed. Says how many causes are read right, in all and by cause."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The excerpts.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--mistakes", description = "Lists each wrong answer.")
    private boolean mistakes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Override
    public Integer call() throws IOException, CannotStart {
        Evaluation evaluation = new Evaluation();
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    Labelled excerpt = Labelled.read(line);
                    evaluation.add(excerpt.id(), excerpt.cause(), excerpt.told());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new CannotStart(file + ":" + number + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CannotStart(file + " cannot be read: " + e);
        }
        if (json) {
            print(evaluation);
        } else {
            say(evaluation);
        }
        return Exit.FINE;
    }

    private void say(Evaluation e) {
        System.out.printf(
                Locale.ROOT,
                "Right: %d of %d (%.1f %%). Called a crash though nothing crashed: %d of %d.%n%n",
                e.right(),
                e.all(),
                e.all() == 0 ? 0.0 : 100.0 * e.right() / e.all(),
                e.falseAlarms(),
                e.negatives());
        System.out.printf("%-32s %6s %6s %6s%n", "cause", "right", "of", "others");
        for (Evaluation.Line line : e.byCause()) {
            System.out.printf(
                    "%-32s %6d %6d %6d%n", line.cause(), line.right(), line.all(), line.wrong());
        }
        if (mistakes) {
            System.out.println();
            e.mistakes()
                    .forEach(m ->
                            System.out.printf(
                                    "%s: is %s, told %s%n", m.get(0), m.get(1), m.get(2)));
        }
    }

    private static void print(Evaluation e) throws IOException {
        System.out.println(
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(
                                Map.of(
                                        "right", e.right(),
                                        "all", e.all(),
                                        "negatives", e.negatives(),
                                        "falseAlarms", e.falseAlarms(),
                                        "causes", e.byCause(),
                                        "mistakes", e.mistakes())));
    }
}
