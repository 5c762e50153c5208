package dev.varde.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.Cast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kernel's line, the unit manager's word and the last lines of the log may come before the
/// death or after it, in any order: the incident ends up the same, under the same id.
class AnyOrderTest {
    private static final Duration NEAR = Duration.ofSeconds(3);
    private static final int ORDERS = 24;
    private static final String EXIT = "\"process.exited\"";

    private static final Pattern TIME = Pattern.compile("\"time\": ?\"([^\"]+)\"");
    private static final Pattern HOST = Pattern.compile("\"host\": ?\"([^\"]+)\"");
    private static final Pattern SERVICE = Pattern.compile("\"service\": ?\"([^\"]+)\"");
    private static final Pattern EVIDENCE =
            Pattern.compile("\"type\": ?\"(kernel\\.|unit\\.|log\\.matched)");

    @TempDir Path data;

    /// Those whose first death has evidence around it.
    static List<String> deaths() throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : Story.all()) {
            if (around(Story.lines(name)).size() > 1) {
                names.add(name);
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void anyOrderOfTheEvidenceEndsInTheSameIncident(String name) throws Exception {
        List<String> lines = Story.lines(name);
        List<Integer> around = around(lines);
        int upTo = around.getLast() + 1;
        String service =
                part(
                        SERVICE,
                        lines.get(
                                around.stream()
                                        .filter(i -> lines.get(i).contains(EXIT))
                                        .findFirst()
                                        .orElseThrow()));
        List<Object> asWritten = end(lines, upTo, service);

        for (List<Integer> order : orders(around)) {
            List<String> shuffled = new ArrayList<>(lines);
            for (int i = 0; i < order.size(); i++) {
                shuffled.set(around.get(i), lines.get(order.get(i)));
            }
            assertThat(end(shuffled, upTo, service))
                    .as("%s in the order %s", name, order)
                    .isEqualTo(asWritten);
        }
    }

    /// The incident of the first death, as it stands seconds after the evidence.
    private List<Object> end(List<String> lines, int upTo, String service)
            throws IOException, Unreadable {
        try (Stage stage = new Stage(Cast.configuration(), data, Cast.NOON)) {
            new Story().play(stage, lines.subList(0, upTo));
            stage.pass(Duration.ofSeconds(7));
            List<Incident> told =
                    stage.told().stream().filter(i -> i.subject().startsWith(service)).toList();
            if (told.isEmpty() || told.getLast().closed()) {
                return List.of("nothing is wrong");
            }
            Incident last = told.getLast();
            assertThat(told).extracting(Incident::id).containsOnly(last.id());
            return List.of(
                    last.id(),
                    last.state(),
                    last.cause(),
                    last.confidence(),
                    last.summary(),
                    last.occurrences(),
                    Set.copyOf(last.evidence()));
        }
    }

    /// Where the first death and the evidence near it stand.
    private static List<Integer> around(List<String> lines) {
        List<Integer> found = new ArrayList<>();
        int exit = -1;
        for (int i = 0; i < lines.size() && exit < 0; i++) {
            exit = lines.get(i).contains(EXIT) ? i : -1;
        }
        for (int i = 0; exit >= 0 && i < lines.size(); i++) {
            boolean evidence = EVIDENCE.matcher(lines.get(i)).find();
            boolean own = part(HOST, lines.get(i)).equals(part(HOST, lines.get(exit)));
            if (i == exit || (evidence && own && near(lines.get(i), lines.get(exit)))) {
                found.add(i);
            }
        }
        return found;
    }

    private static boolean near(String line, String exit) {
        return Duration.between(time(line), time(exit)).abs().compareTo(NEAR) <= 0;
    }

    private static Instant time(String line) {
        return Instant.parse(part(TIME, line));
    }

    private static String part(Pattern pattern, String line) {
        Matcher m = pattern.matcher(line);
        return m.find() ? m.group(1) : "";
    }

    private static Set<List<Integer>> orders(List<Integer> all) {
        Set<List<Integer>> orders = new LinkedHashSet<>();
        Random random = new Random(all.size());
        for (int i = 0; i < 20 * ORDERS && orders.size() < ORDERS; i++) {
            List<Integer> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            orders.add(order);
        }
        return orders;
    }
}
