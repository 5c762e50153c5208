package dev.varde.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.events.start.CannotStart;
import dev.varde.standalone.explain.Excerpt;
import dev.varde.standalone.explain.Explanation;
import dev.varde.standalone.explain.Labelled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says out of logs what died and why.
@Command(
        name = "explain",
        description = {
            "Says what died, when, why and what to do, out of log files, 'journalctl' and 'dmesg' output,",
            "'journalctl -o json', Docker's and Kubernetes' logs, 'kubectl describe', packed or not; out of",
            "many at once; without FILE, or for '-', out of standard input.",
            "Exit status 0 when nothing died, 1 when something did."
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FILE", description = "What to read.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = "--jsonl",
            description =
                    "Reads excerpts, {\"id\",\"lines\":[…]} a line, and answers each with"
                            + " {\"id\",\"cause\",\"confidence\",\"summary\",\"evidence\"}.")
    private boolean jsonl;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, CannotStart {
        if (files.isEmpty() && Paint.onTerminal()) {
            throw wrongUse("Name a file, or pipe a log in: journalctl -b | varde explain");
        }
        List<String> sources = files.isEmpty() ? List.of("-") : files;
        return jsonl ? answers(sources) : explanation(sources);
    }

    private int explanation(List<String> sources) throws IOException, CannotStart {
        List<Excerpt> excerpts = new ArrayList<>();
        for (String source : sources) {
            try (InputStream in = open(source)) {
                excerpts.add(Excerpt.read(source.equals("-") ? "standard input" : source, in));
            } catch (IOException e) {
                throw unreadable(source, e);
            }
        }
        Explanation told = Explanation.of(excerpts);
        PrintStream out = new PrintStream(System.out, false, UTF_8);
        if (json) {
            out.println(told.json());
        } else {
            told.print(out, Paint.here() == Paint.COLOURED);
        }
        out.flush();
        return told.found() ? Exit.FOUND_SOMETHING : Exit.FINE;
    }

    private int answers(List<String> sources) throws CannotStart {
        PrintStream out = new PrintStream(System.out, false, UTF_8);
        boolean found = false;
        for (String source : sources) {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(open(source), UTF_8))) {
                int number = 0;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    number++;
                    if (!line.isBlank()) {
                        Labelled.Answer answer = read(source, number, line).answer();
                        found |= answer.crashed();
                        out.println(answer.json());
                    }
                }
            } catch (IOException e) {
                throw unreadable(source, e);
            } finally {
                out.flush();
            }
        }
        return found ? Exit.FOUND_SOMETHING : Exit.FINE;
    }

    private static Labelled read(String source, int number, String line) throws CannotStart {
        try {
            return Labelled.read(line);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(source + ":" + number + ": " + e.getMessage());
        }
    }

    private static InputStream open(String source) throws IOException {
        return source.equals("-") ? System.in : Files.newInputStream(Path.of(source));
    }

    private static CannotStart unreadable(String source, IOException e) {
        String why =
                switch (e) {
                    case NoSuchFileException _ -> "there is no such file";
                    case java.nio.file.AccessDeniedException _ ->
                            "this user may not read it; try it with sudo";
                    default -> e.getMessage() == null ? e.toString() : e.getMessage();
                };
        return new CannotStart(source + " cannot be read: " + why);
    }

    private ParameterException wrongUse(String message) {
        if (spec == null) {
            throw new IllegalStateException("called without picocli");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
