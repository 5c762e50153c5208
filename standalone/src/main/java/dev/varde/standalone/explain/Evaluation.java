package dev.varde.standalone.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How often the cause that is read out of labelled excerpts is the one of their label.
public final class Evaluation {
    /// A label for "nothing crashed".
    static final String NOTHING = "(nothing)";

    /// @param told the cause that was read, or [#NOTHING]
    record Answer(String id, String label, String told) {
        boolean right() {
            return label.equals(told);
        }
    }

    private final List<Answer> answers = new ArrayList<>();

    public void add(String id, @Nullable String label, @Nullable String told) {
        answers.add(new Answer(id, word(label), word(told)));
    }

    private static String word(@Nullable String cause) {
        return cause == null ? NOTHING : cause;
    }

    public int all() {
        return answers.size();
    }

    public int right() {
        return (int) answers.stream().filter(Answer::right).count();
    }

    /// Excerpts in which nothing crashed.
    public int negatives() {
        return (int) answers.stream().filter(a -> a.label().equals(NOTHING)).count();
    }

    /// Those of them that were called a crash.
    public int falseAlarms() {
        return (int) answers.stream().filter(a -> a.label().equals(NOTHING) && !a.right()).count();
    }

    /// @param right of those with the label
    /// @param all with the label
    /// @param wrong others that were told as it
    public record Line(String cause, int right, int all, int wrong) {}

    /// The most frequent label first.
    public List<Line> byCause() {
        Map<String, int[]> counts = new TreeMap<>();
        for (Answer a : answers) {
            int[] of = counts.computeIfAbsent(a.label(), _ -> new int[3]);
            of[0] += a.right() ? 1 : 0;
            of[1]++;
            counts.computeIfAbsent(a.told(), _ -> new int[3])[2] += a.right() ? 0 : 1;
        }
        return counts.entrySet().stream()
                .map(e -> new Line(e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2]))
                .sorted(Comparator.comparingInt(Line::all).reversed())
                .toList();
    }

    /// Each wrong answer: its id, its label, what was told.
    public List<List<String>> mistakes() {
        return answers.stream()
                .filter(a -> !a.right())
                .map(a -> List.of(a.id(), a.label(), a.told()))
                .toList();
    }
}
