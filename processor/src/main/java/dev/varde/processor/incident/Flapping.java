package dev.varde.processor.incident;

import java.util.List;

/// How an incident is told that is one of many: always in the same words, so that people hear of it
/// once and not each time.
final class Flapping {
    private Flapping() {}

    static String summary(Account a) {
        String who = a.service() == null ? a.host().value() : a.service() + " on " + a.host();
        return who + " is flapping, cause " + a.cause() + ": down and up again and again";
    }

    static String note(List<Opening> openings) {
        long times =
                openings.stream().filter(o -> o.cause().equals(openings.getLast().cause())).count();
        return times
                + " incidents of this cause within "
                + Opening.WINDOW.toMinutes()
                + " min. This one stays open until it has been well for "
                + Opening.WINDOW.toMinutes()
                + " min.";
    }
}
