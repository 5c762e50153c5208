package dev.varde.events.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is done about a service that fell of one cause, before budgets are asked.
///
/// @param restart whether it is restarted
/// @param why no restart helps, as words after a colon; empty where one may help
/// @param hold when no more is tried against this cause, or null to leave it to the budget
/// @param waits not restarted before what it needs has been well for a moment
/// @param sameAtStart restarted also when it died while starting just as before its last restart
/// @param dump what its threads do is written down before the restart
public record Cure(
        When restart,
        String why,
        @Nullable Hold hold,
        boolean waits,
        boolean sameAtStart,
        boolean dump) {
    /// What holds for a cause that nothing is known of: the budget alone.
    public static final Cure BUDGET = new Cure(When.YES, "", null, false, true, false);

    /// The reason where the site says no and gives no other.
    static final String SITE = "the configuration says so";

    public enum When {
        YES,
        NO,
        /// It keeps a program from starting; one that had been running in spite of it may run
        /// again.
        IF_IT_RAN
    }

    /// @param after how many restarts because of one cause, at least 1
    public record Hold(int after, Duration within) {
        public Hold {
            if (after < 1 || !within.isPositive()) {
                throw new IllegalArgumentException("a hold is after 1 or more within some time");
            }
        }
    }

    static Cure never(String why) {
        return new Cure(When.NO, why, null, false, true, false);
    }

    static Cure ifItRan(String why) {
        return new Cure(When.IF_IT_RAN, why, null, false, true, false);
    }

    static Cure heldAfter(int restarts, Duration within) {
        return new Cure(When.YES, "", new Hold(restarts, within), false, true, false);
    }

    static Cure notTheSameAtStart() {
        return new Cure(When.YES, "", null, false, false, false);
    }

    Cure waiting() {
        return new Cure(restart, why, hold, true, sameAtStart, dump);
    }

    Cure dumping() {
        return new Cure(restart, why, hold, waits, sameAtStart, true);
    }
}
