package dev.varde.collector.ship;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts what was given up, by reason, until it is told. What is being told is set apart under an
/// id, so that a collector that ends in between tells the same once more and not something else.
/// Not thread-safe.
final class Losses {
    private static final int MOST_REASONS = 6;
    private static final int LONGEST_REASON = 150;
    private static final String OTHERS = "several reasons";

    /// @param id of the event that tells it
    /// @param events how many were given up for this reason
    record Loss(String id, long events, String reason) {}

    private final Map<String, Long> untold = new LinkedHashMap<>();
    private final List<Loss> telling = new ArrayList<>();
    private final String book;
    private long told;
    private long total;

    /// @param book begins the ids; random, and kept as long as the count of what was told
    Losses(String book) {
        this.book = book;
    }

    void add(long events, String why) {
        total += events;
        count(events, why);
    }

    private void count(long events, String why) {
        String line = why.replaceAll("[^ -~]", "?");
        String reason = line.substring(0, Math.min(LONGEST_REASON, line.length()));
        boolean known = untold.containsKey(reason) || untold.size() < MOST_REASONS;
        untold.merge(known ? reason : OTHERS, events, Long::sum);
    }

    /// How many since the collector started.
    long total() {
        return total;
    }

    /// What is to be told now; the same again until it was told.
    List<Loss> tell() {
        if (telling.isEmpty()) {
            untold.forEach((reason, events) ->
                    telling.add(new Loss("spool-gap-" + book + "-" + ++told, events, reason)));
            untold.clear();
        }
        return List.copyOf(telling);
    }

    void told(Loss loss) {
        telling.remove(loss);
    }

    boolean isEmpty() {
        return untold.isEmpty() && telling.isEmpty();
    }

    /// A line for each fact: `book`, `told`, and `lost` or `telling` with count and reason.
    String asText() {
        StringBuilder text = new StringBuilder("book " + book + "\ntold " + told + "\n");
        untold.forEach((reason, events) -> text.append("lost " + events + " " + reason + "\n"));
        telling.forEach(loss ->
                text.append("telling " + loss.id() + " " + loss.events() + " " + loss.reason())
                        .append('\n'));
        return text.toString();
    }

    /// @param fresh the book to begin when the text names none
    static Losses of(String text, String fresh) {
        String book = text.lines().filter(l -> l.startsWith("book ")).findFirst().orElse("");
        Losses losses = new Losses(book.isEmpty() ? fresh : book.substring("book ".length()));
        text.lines().forEach(losses::read);
        return losses;
    }

    private void read(String line) {
        String[] words = line.split(" ", 4);
        if (words[0].equals("told")) {
            told = Long.parseLong(words[1]);
        } else if (words[0].equals("lost")) {
            count(
                    Long.parseLong(words[1]),
                    line.substring(words[0].length() + words[1].length() + 2));
        } else if (words[0].equals("telling")) {
            telling.add(new Loss(words[1], Long.parseLong(words[2]), words[3]));
        }
    }
}
