package dev.varde.collector.redact;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// National identity numbers of Norway: eleven digits, of which six are a date of birth, three tell
/// the century apart and two are check digits (Skatteetaten's description of the `fødselsnummer`).
/// A D-number has 40 added to the day; made-up ones for tests have 40 or 80 added to the month. In
/// one piece, or six and five apart.
///
/// What fails a check digit or has no date is another number and stays.
final class NationalIds {
    private static final int LENGTH = 11;
    private static final int[] FIRST = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    private static final int[] SECOND = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

    private NationalIds() {}

    static @Nullable Span at(DigitGroups groups) {
        boolean whole = groups.size(0) == LENGTH;
        boolean apart = groups.count() > 1 && groups.size(0) == 6 && groups.size(1) == 5;
        if (!whole && !apart) {
            return null;
        }
        int[] digits = groups.digits(LENGTH);
        return checks(digits, FIRST) && checks(digits, SECOND) && hasDate(digits)
                ? new Span(groups.from(), groups.end(whole ? 0 : 1))
                : null;
    }

    private static boolean checks(int[] digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digits[i] * weights[i];
        }
        return sum % 11 == 0;
    }

    private static boolean hasDate(int[] digits) {
        int day = pair(digits, 0);
        int month = pair(digits, 2);
        int year = year(pair(digits, 4), digits[6] * 100 + pair(digits, 7));
        return year > 0 && isDate(year, month % 40, day > 40 ? day - 40 : day) && month <= 92;
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).getYear() == year;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static int pair(int[] digits, int at) {
        return digits[at] * 10 + digits[at + 1];
    }

    /// @param individual the three digits that tell the century apart
    /// @return 0 where there is none
    private static int year(int ofCentury, int individual) {
        if (individual < 500) {
            return 1900 + ofCentury;
        }
        if (individual < 750 && ofCentury >= 54) {
            return 1800 + ofCentury;
        }
        if (ofCentury < 40) {
            return 2000 + ofCentury;
        }
        return individual >= 900 ? 1900 + ofCentury : 0;
    }
}
