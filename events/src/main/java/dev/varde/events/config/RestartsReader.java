package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Cure.Hold;
import dev.varde.events.config.Cure.When;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `restarts`. What stands under `causes` changes the standard cures, key by key.
final class RestartsReader {
    private static final List<String> CAUSES = Cause.KNOWN.stream().map(Cause::id).toList();

    private static final Kind<Integer> HOSTS =
            Kinds.COUNT.only("Write 2 or more; one host is no fleet.", n -> n >= 2);

    /// 0 stands for never.
    private static final Kind<Integer> HOLD_AFTER =
            Kind.of(
                    "number of restarts",
                    "Write a whole number, 1 or more, or never.",
                    text -> text.equals("never") ? Optional.of(0) : Kinds.COUNT.read().apply(text));

    private enum Answer {
        YES,
        NO
    }

    private enum WaitFor {
        NEEDS,
        NOTHING
    }

    private RestartsReader() {}

    static Restarts read(Place place) {
        Restarts usual = Defaults.RESTARTS;
        return place.section(
                        "backoff", "max", "within", "per-day", "fleet", "stable", "reset", "brake",
                        "causes")
                .map(s -> restarts(s, usual))
                .orElse(usual);
    }

    private static Restarts restarts(Section s, Restarts usual) {
        return new Restarts(
                s.find("backoff")
                        .map(p -> Places.notEmpty(p, Kinds.DURATION, "Write such as [10s, 20s]."))
                        .orElse(usual.backoff()),
                s.get("max", Kinds.COUNT).orElse(usual.max()),
                s.get("within", Kinds.SOME_TIME).orElse(usual.within()),
                s.get("per-day", Kinds.COUNT).orElse(usual.perDay()),
                s.get("fleet", Kinds.SHARE).orElse(usual.fleet()),
                s.get("stable", Kinds.SOME_TIME).orElse(usual.stable()),
                s.get("reset", Kinds.SOME_TIME).orElse(usual.reset()),
                s.find("brake").map(p -> brake(p, usual.brake())).orElse(usual.brake()),
                s.find("causes").map(RestartsReader::causes).orElse(usual.cures()));
    }

    private static Brake brake(Place place, Brake usual) {
        return place.section("hosts", "within", "deploy")
                .map(s ->
                        new Brake(
                                s.get("hosts", HOSTS).orElse(usual.hosts()),
                                s.get("within", Kinds.SOME_TIME).orElse(usual.within()),
                                s.get("deploy", Kinds.DURATION).orElse(usual.deploy())))
                .orElse(usual);
    }

    private static Map<Cause, Cure> causes(Place place) {
        Map<Cause, Cure> all = new LinkedHashMap<>(Cures.STANDARD);
        Labels.named(place)
                .ifPresent(section ->
                        section.entries()
                                .forEach((id, p) -> cause(id, p).ifPresent(c -> put(all, c, p))));
        return all;
    }

    /// One of the site's own rules may have a cause of its own; a slip of a known one is an error.
    private static Optional<Cause> cause(String id, Place place) {
        if (Kinds.CAUSE.read().apply(id).isEmpty()) {
            place.wrong("this is no cause", Kinds.CAUSE.remedy());
            return Optional.empty();
        }
        if (!CAUSES.contains(id)) {
            Words.meant(id, CAUSES)
                    .ifPresent(meant -> place.wrong("there is no cause '" + id + "'", meant));
        }
        return Optional.of(new Cause(id));
    }

    private static void put(Map<Cause, Cure> all, Cause cause, Place place) {
        place.section("restart", "hold-after", "within", "wait-for", "same-at-start", "dump")
                .ifPresent(s -> all.put(cause, cure(s, all.getOrDefault(cause, Cure.BUDGET))));
    }

    private static Cure cure(Section s, Cure usual) {
        When restart = s.get("restart", Kind.word(When.class)).orElse(usual.restart());
        return new Cure(
                restart,
                why(restart, usual),
                hold(s, usual.hold()),
                s.get("wait-for", Kind.word(WaitFor.class))
                        .map(w -> w == WaitFor.NEEDS)
                        .orElse(usual.waits()),
                answer(s, "same-at-start").orElse(usual.sameAtStart()),
                answer(s, "dump").orElse(usual.dump()));
    }

    private static String why(When restart, Cure usual) {
        if (restart == When.YES) {
            return "";
        }
        return usual.why().isEmpty() ? Cure.SITE : usual.why();
    }

    private static @Nullable Hold hold(Section s, @Nullable Hold usual) {
        Optional<Integer> after = s.get("hold-after", HOLD_AFTER);
        Optional<Duration> within = s.get("within", Kinds.SOME_TIME);
        if (after.isEmpty() && usual == null && s.has("within")) {
            s.at("within").wrong("within belongs to hold-after", "Write hold-after: 2 as well.");
        }
        int restarts = after.orElse(usual == null ? 0 : usual.after());
        Duration usually = usual == null ? Duration.ofHours(1) : usual.within();
        return restarts == 0 ? null : new Hold(restarts, within.orElse(usually));
    }

    private static Optional<Boolean> answer(Section s, String key) {
        return s.get(key, Kind.word(Answer.class)).map(a -> a == Answer.YES);
    }
}
