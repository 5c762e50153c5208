package dev.varde.events.pattern;

/// How large a pattern may become through its counted repetitions, looked at before it is compiled:
/// `((a{100}){100}){100}` is a million.
final class Repetitions {
    private static final long MANY = 1_000_000;

    private Repetitions() {}

    /// The product of all upper counts, whether they stand inside each other or not; at most a
    /// million.
    static long product(String regex) {
        long product = 1;
        for (int open = regex.indexOf('{'); open >= 0; open = regex.indexOf('{', open + 1)) {
            int close = regex.indexOf('}', open);
            if (close < 0) {
                break;
            }
            product =
                    Math.min(MANY, product * Math.max(1, upper(regex.substring(open + 1, close))));
        }
        return product;
    }

    /// The last number in `n`, `n,` or `n,m`; 0 for what is no count.
    private static long upper(String counts) {
        String[] numbers = counts.split(",", -1);
        String last = numbers.length == 2 && !numbers[1].isEmpty() ? numbers[1] : numbers[0];
        return last.matches("\\d{1,6}") ? Long.parseLong(last) : last.matches("\\d+") ? MANY : 0;
    }
}
