package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One notifier that lives many lives. In each, incidents open, change and end before it is up and
/// while it runs, and it is killed where the plan says; what it leaves is the next one's to take
/// up, and that one is killed in turn. The last one lives until everything is told.
final class KillSeries {
    private static final long DEADLINE_SECONDS = 90;
    private static final long SETTLING_MILLIS = 300;
    private static final long LATER_MILLIS = 3_000;
    private static final long LOOK_AGAIN_MILLIS = 5;
    private static final int HOOKED = Stage.HOOKS.size();

    private final Path directory;
    private final Packed packed;
    private final String name;
    private final Map<String, Integer> published = new LinkedHashMap<>();
    private final List<Kill> kills = new ArrayList<>();
    private @Nullable String open;
    private int expected;

    /// @param inbox how many had arrived
    /// @param reached whether it got as far as it was to be killed
    private record Kill(Death death, int inbox, boolean reached) {}

    /// @param repeats by where the notifier had been killed before
    /// @param reached how often it died just there, by place
    record Result(
            Judgement judgement,
            RestartJudgement restarts,
            Map<String, Integer> repeats,
            Map<String, Integer> reached,
            int incidents) {
        /// What must not be, in words.
        List<String> wrong() {
            List<String> all = new ArrayList<>(judgement.wrong());
            all.addAll(restarts.wrong());
            return all;
        }
    }

    /// @param name distinguishes its incidents
    KillSeries(Path directory, Packed packed, String name) {
        this.directory = directory;
        this.packed = packed;
        this.name = name;
    }

    Result run(List<Death> deaths) throws Exception {
        try (Stage stage = new Stage(directory);
                Happenings happenings = new Happenings(stage.bootstrapServers());
                LedgerTopic ledger = new LedgerTopic(stage.bootstrapServers());
                OrdersTopic orders = new OrdersTopic(stage.bootstrapServers())) {
            for (int i = 0; i < deaths.size(); i++) {
                live(stage, happenings, deaths.get(i), i);
            }
            Map<String, Delivery> end = end(stage, happenings, ledger);
            return result(
                    Judgement.of(stage.inbox().all(), end, published),
                    RestartJudgement.of(orders.read(), end));
        }
    }

    /// One life without a death, from which the classes are cached.
    static void train(Path directory, Packed packed) throws Exception {
        KillSeries training = new KillSeries(directory, packed, "training");
        training.run(List.of());
    }

    private void live(Stage stage, Happenings happenings, Death death, int life)
            throws IOException, InterruptedException, ExecutionException {
        whole(happenings, name + "-" + life + "-before");
        try (MortalProcess notifier = start(stage, death)) {
            stage.arm(death, notifier::kill);
            notifier.awaitReady();
            begin(happenings, name + "-" + life);
            whole(happenings, name + "-" + life + "-during");
            boolean reached = awaitDeath(stage, notifier, death);
            stage.disarm();
            notifier.kill();
            kills.add(new Kill(death, stage.inbox().all().size(), reached));
        }
    }

    private MortalProcess start(Stage stage, Death death) throws IOException {
        List<String> arguments = new ArrayList<>(stage.arguments());
        arguments.add(death.place());
        arguments.add(Integer.toString(death.nth()));
        return MortalProcess.start(packed, stage.log(), "-Xmx128m", arguments);
    }

    private boolean awaitDeath(Stage stage, MortalProcess notifier, Death death)
            throws InterruptedException {
        if (death.place().equals(Death.ANY_TIME)) {
            return !notifier.awaitDeath(death.nth());
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (notifier.isAlive() && System.nanoTime() < deadline) {
            if (stage.inbox().distinct(Stage.HOOKS) >= expected) {
                return notifier.awaitDeath(settling(death)) && notifier.wasKilled();
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return notifier.wasKilled();
    }

    /// A digest waits until the room bears another message, an escalation for its second, a restart
    /// for its claim, and mails may come after the webhooks.
    private static long settling(Death death) {
        boolean later =
                death.place().contains("DIGEST")
                        || death.place().contains("FOLLOWUP")
                        || death.place().contains("RESTART")
                        || death.place().equals(Death.MAIL_IN_HAND)
                        || death.place().equals(Death.MAIL_ANSWERED);
        return later ? LATER_MILLIS : SETTLING_MILLIS;
    }

    private Map<String, Delivery> end(Stage stage, Happenings happenings, LedgerTopic ledger)
            throws Exception {
        finish(happenings);
        whole(happenings, name + "-last");
        try (MortalProcess notifier = start(stage, new Death(Death.ANY_TIME, 0))) {
            notifier.awaitReady();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            Map<String, Delivery> now = ledger.read();
            while (!settled(now) && System.nanoTime() < deadline && notifier.isAlive()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
                now = ledger.read();
            }
            return now;
        }
    }

    private boolean settled(Map<String, Delivery> ledger) {
        int hooks = published.values().stream().mapToInt(Integer::intValue).sum() * HOOKED;
        long told =
                ledger.values().stream().filter(d -> Stage.HOOKS.contains(d.receiver())).count();
        return told >= hooks
                && ledger.values().stream()
                        .noneMatch(d ->
                                switch (d.state()) {
                                    case INTENDED, RETRYING, UNKNOWN -> true;
                                    case DELIVERED, FAILED, HELD_BACK, SUPERSEDED -> false;
                                });
    }

    /// An incident from its beginning to its end.
    private void whole(Happenings happenings, String id)
            throws ExecutionException, InterruptedException {
        happenings.publish(Happenings.opened(id));
        happenings.publish(Happenings.updated(id));
        happenings.publish(Happenings.resolved(id, 3));
        publishedTo(id, 3);
    }

    /// One that goes on to the next life, where the one of the last life ends.
    private void begin(Happenings happenings, String id)
            throws ExecutionException, InterruptedException {
        finish(happenings);
        happenings.publish(Happenings.down(id));
        publishedTo(id, 1);
        open = id;
    }

    private void finish(Happenings happenings) throws ExecutionException, InterruptedException {
        if (open != null) {
            happenings.publish(Happenings.back(open));
            publishedTo(open, 2);
            open = null;
        }
    }

    private void publishedTo(String id, int revision) {
        Integer before = published.put(id, revision);
        expected += (revision - (before == null ? 0 : before)) * HOOKED;
    }

    private Result result(Judgement judgement, RestartJudgement restarts) {
        Map<String, Integer> repeats = new TreeMap<>();
        for (int place : judgement.repeats()) {
            String cause =
                    kills.stream()
                            .filter(k -> k.inbox() <= place)
                            .reduce((_, later) -> later)
                            .map(k -> k.death().place())
                            .orElse("before any death");
            repeats.merge(cause, 1, Integer::sum);
        }
        Map<String, Integer> reached = new TreeMap<>();
        kills.forEach(k -> reached.merge(k.death().place(), k.reached() ? 1 : 0, Integer::sum));
        return new Result(judgement, restarts, repeats, reached, published.size());
    }
}
