package dev.varde.standalone.command;

import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import dev.varde.events.Weekly;
import dev.varde.events.config.MatcherWords;
import dev.varde.events.config.TimeWords;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// A silence as it is written on the command line.
final class SilenceOptions {
    /// One that comes again and has no end ends after so long.
    private static final Duration LONGEST = Silence.LONGEST;

    /// Without those that are taken for each other.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 6;

    @Option(
            names = "--match",
            paramLabel = "NAME=VALUE",
            description = {
                "What it is about: a label, or cause, confidence, severity, service, host, state"
                        + " or",
                "phase. Several names must all hold; several values of one name are alternatives.",
                "A value that begins with '~' is a pattern of the whole value."
            })
    private List<String> match = new ArrayList<>();

    @Option(names = "--not", paramLabel = "NAME=VALUE", description = "What it is not about.")
    private List<String> not = new ArrayList<>();

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 2h or 3d.")
    private @Nullable String lasts;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Such as 2026-11-01T02:00:00Z. Default: now.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Instead of --for.")
    private @Nullable String until;

    @Option(
            names = "--every",
            paramLabel = "DAYS",
            description = "It comes again: on these days, such as mon,tue, or on each with day.")
    private @Nullable String every;

    @Option(names = "--at", paramLabel = "HH:MM", description = "With --every: when it begins.")
    private @Nullable String at;

    @Option(
            names = "--lasts",
            paramLabel = "TIME",
            description = "With --every: how long it holds each time, up to a day.")
    private @Nullable String window;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "With --every: by the clock of, such as Europe/Oslo. Default: UTC.")
    private @Nullable String zone;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private @Nullable String comment;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    /// @throws ParameterException when something of it is missing or makes no sense
    Silence silence(String by, Instant now) {
        Instant begin = from == null ? now : instant("--from", from);
        Weekly weekly = weekly();
        try {
            return new Silence(
                    id(),
                    matchers("--match", match),
                    matchers("--not", not),
                    begin,
                    end(begin, weekly),
                    weekly,
                    by,
                    comment);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()) + ".");
        }
    }

    private static SilenceId id() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder("s-");
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new SilenceId(id.toString());
    }

    private Instant end(Instant begin, @Nullable Weekly weekly) {
        if (lasts != null && until != null) {
            throw wrong("--for and --until exclude each other.");
        }
        if (lasts != null) {
            return begin.plus(read("--for", lasts, TimeWords::duration, "such as 2h or 3d"));
        }
        if (until != null) {
            return instant("--until", until);
        }
        if (weekly == null) {
            throw wrong("Say how long: --for 2h, or --until 2026-11-01T06:00:00Z.");
        }
        return begin.plus(LONGEST);
    }

    private @Nullable Weekly weekly() {
        if (every == null) {
            if (at != null || window != null || zone != null) {
                throw wrong("--at, --lasts and --zone go with --every.");
            }
            return null;
        }
        if (at == null || window == null) {
            throw wrong("--every needs --at and --lasts, such as --at 02:00 --lasts 1h.");
        }
        Duration length = read("--lasts", window, TimeWords::duration, "up to a day, such as 1h");
        try {
            return new Weekly(
                    days(every),
                    read("--at", at, TimeWords::time, "such as 02:30"),
                    length,
                    zone == null
                            ? ZoneOffset.UTC
                            : read("--zone", zone, TimeWords::zone, "such as Europe/Oslo"));
        } catch (IllegalArgumentException _) {
            throw wrong("--lasts: write up to a day, such as 1h.");
        }
    }

    private Set<DayOfWeek> days(String text) {
        if (text.equals("day")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream(text.split(",", -1))
                .map(d -> read("--every", d, TimeWords::day, "such as mon,tue, or day"))
                .forEach(days::add);
        return days;
    }

    private Map<String, List<String>> matchers(String option, List<String> texts) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw wrong(option + " " + Plain.line(text) + ": write NAME=VALUE.");
            }
            String name = text.substring(0, equals);
            String value = text.substring(equals + 1);
            MatcherWords.inName(name)
                    .or(() -> MatcherWords.inValue(name, value))
                    .ifPresent(fault -> {
                        throw wrong(
                                "%s %s: %s. %s"
                                        .formatted(
                                                option,
                                                Plain.line(text),
                                                fault.what(),
                                                fault.remedy()));
                    });
            all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return all;
    }

    private Instant instant(String option, String text) {
        return read(option, text, SilenceOptions::parsed, "such as 2026-11-01T02:00:00Z");
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private <T> T read(
            String option, String text, Function<String, Optional<T>> read, String example) {
        return read.apply(text)
                .orElseThrow(() ->
                        wrong(option + " " + Plain.line(text) + ": write it " + example + "."));
    }

    RuntimeException wrong(String message) {
        return spec == null
                ? new IllegalArgumentException(message)
                : new ParameterException(spec.commandLine(), message);
    }
}
