package dev.varde.collector.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers of payment cards: 13 to 19 digits that begin as one of the known schemes does (ISO/IEC
/// 7812, the schemes' published ranges) and whose check digit is right (Luhn), in one piece or in
/// the groups in which they are printed.
final class Cards {
    /// @param from first four digits, inclusive
    /// @param to first four digits, inclusive
    /// @param least digits
    /// @param most digits
    private record Scheme(int from, int to, int least, int most) {}

    private static final List<Scheme> SCHEMES =
            List.of(
                    new Scheme(4000, 4999, 13, 19), // Visa
                    new Scheme(5100, 5599, 16, 16), // Mastercard
                    new Scheme(2221, 2720, 16, 16), // Mastercard
                    new Scheme(3400, 3499, 15, 15), // American Express
                    new Scheme(3700, 3799, 15, 15), // American Express
                    new Scheme(3000, 3059, 14, 19), // Diners Club
                    new Scheme(3600, 3699, 14, 19), // Diners Club
                    new Scheme(3800, 3999, 14, 19), // Diners Club
                    new Scheme(3528, 3589, 16, 19), // JCB
                    new Scheme(6011, 6011, 16, 19), // Discover
                    new Scheme(6440, 6599, 16, 19), // Discover
                    new Scheme(6200, 6299, 16, 19), // UnionPay
                    new Scheme(2200, 2204, 16, 19), // Mir
                    new Scheme(5000, 5099, 13, 19), // Maestro
                    new Scheme(5600, 5899, 13, 19), // Maestro
                    new Scheme(6300, 6399, 13, 19), // Maestro
                    new Scheme(6700, 6799, 13, 19)); // Maestro

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private Cards() {}

    static @Nullable Span at(DigitGroups groups) {
        Span longest = null;
        int length = 0;
        for (int i = 0; i < groups.count() && isPrinted(groups, i); i++) {
            length += groups.size(i);
            if (length >= SHORTEST && length <= LONGEST && isCard(groups.digits(length))) {
                longest = new Span(groups.from(), groups.end(i));
            }
        }
        return longest;
    }

    /// Whether cards are printed in groups of such sizes, up to this one: fours with a rest, or
    /// 4-6-5 and 4-6-4.
    private static boolean isPrinted(DigitGroups groups, int last) {
        if (last == 0) {
            return true;
        }
        if (groups.size(0) != 4) {
            return false;
        }
        if (groups.size(1) == 6) {
            return last == 1 || (last == 2 && groups.size(2) >= 4 && groups.size(2) <= 5);
        }
        for (int i = 1; i < last; i++) {
            if (groups.size(i) != 4) {
                return false;
            }
        }
        return groups.size(last) <= 4;
    }

    private static boolean isCard(int[] digits) {
        int begins = digits[0] * 1_000 + digits[1] * 100 + digits[2] * 10 + digits[3];
        boolean known =
                SCHEMES.stream()
                        .anyMatch(s ->
                                begins >= s.from()
                                        && begins <= s.to()
                                        && digits.length >= s.least()
                                        && digits.length <= s.most());
        return known && checks(digits);
    }

    private static boolean checks(int[] digits) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
