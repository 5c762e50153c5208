package dev.varde.bench.faults;

import dev.varde.notifier.delivery.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Where a notifier is to die: when it passes a place for the nth time.
///
/// @param place one of [#places()]
/// @param nth counts from 1; for [#ANY_TIME] milliseconds after it is ready
record Death(String place, int nth) {
    static final String ANY_TIME = "at any time";
    static final String WEBHOOK_IN_HAND = "webhook in a receiver's hands";
    static final String WEBHOOK_ANSWERED = "webhook answered";
    static final String MAIL_IN_HAND = "mail in a server's hands";
    static final String MAIL_ANSWERED = "mail answered";

    private static final int LATEST_MILLIS = 400;
    private static final int MOST_PASSINGS = 6;

    /// Those that others see, and by name the steps that a notifier passes.
    static List<String> places() {
        return Stream.concat(
                        Stream.of(
                                ANY_TIME,
                                WEBHOOK_IN_HAND,
                                WEBHOOK_ANSWERED,
                                MAIL_IN_HAND,
                                MAIL_ANSWERED),
                        EnumSet.allOf(Step.class).stream().map(Enum::name))
                .toList();
    }

    /// As many deaths as runs, each place as often as the others, in an order of their own.
    static List<Death> plan(int runs, Random random) {
        List<String> places = new ArrayList<>();
        while (places.size() < runs) {
            places.addAll(places());
        }
        List<Death> deaths = new ArrayList<>();
        for (String place : places.subList(0, runs)) {
            deaths.add(new Death(place, nth(place, random)));
        }
        Collections.shuffle(deaths, random);
        return deaths;
    }

    private static int nth(String place, Random random) {
        return switch (place) {
            case ANY_TIME -> random.nextInt(LATEST_MILLIS);
            case WEBHOOK_IN_HAND, WEBHOOK_ANSWERED -> 1 + random.nextInt(MOST_PASSINGS);
            case MAIL_IN_HAND, MAIL_ANSWERED -> 1 + random.nextInt(2);
            default -> step(Step.valueOf(place), random);
        };
    }

    /// Polls, intents and outcomes are of many messages at once, so that few pass there.
    private static int step(Step step, Random random) {
        return switch (step) {
            case BEFORE_SEND, AFTER_SEND -> 1 + random.nextInt(MOST_PASSINGS);
            case BEFORE_RESTART, AFTER_RESTART -> 1 + random.nextInt(2); // its claim, its order
            case AFTER_POLL,
                    BEFORE_INTENT,
                    AFTER_INTENT,
                    BEFORE_OUTCOME,
                    AFTER_OUTCOME,
                    BEFORE_DIGEST,
                    AFTER_DIGEST,
                    BEFORE_FOLLOWUP,
                    AFTER_FOLLOWUP ->
                    1;
        };
    }
}
