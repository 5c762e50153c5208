package dev.varde.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Where a notifier is to die: when it passes a place for the nth time.
///
/// @param nth counts from 1; milliseconds after it is ready for [Where#ANY_TIME]
record Death(Where where, int nth) {
    private static final int LATEST_MILLIS = 400;
    private static final int MOST_PASSINGS = 6;

    enum Where {
        ANY_TIME,
        WEBHOOK_IN_HAND,
        WEBHOOK_ANSWERED,
        MAIL_IN_HAND,
        MAIL_ANSWERED
    }

    @Override
    public String toString() {
        return where.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// As many deaths as runs, each place as often as the others, in an order of their own.
    static List<Death> plan(int runs, Random random) {
        List<Where> places = new ArrayList<>();
        while (places.size() < runs) {
            places.addAll(List.of(Where.values()));
        }
        List<Death> deaths = new ArrayList<>();
        for (Where where : places.subList(0, runs)) {
            deaths.add(new Death(where, nth(where, random)));
        }
        java.util.Collections.shuffle(deaths, random);
        return deaths;
    }

    private static int nth(Where where, Random random) {
        return switch (where) {
            case ANY_TIME -> random.nextInt(LATEST_MILLIS);
            case MAIL_IN_HAND, MAIL_ANSWERED -> 1 + random.nextInt(2);
            case WEBHOOK_IN_HAND, WEBHOOK_ANSWERED -> 1 + random.nextInt(MOST_PASSINGS);
        };
    }
}
