package dev.varde.processor.fleet;

/// How many there are, said so that it is seldom news: exactly up to ten, then rounded down to
/// steps of a fifth. All of a service hear of a new step, which is a handful of times each while
/// thousands come.
final class Crowd {
    private static final int EXACT = 10;

    private Crowd() {}

    static int about(int number) {
        int step = Math.min(number, EXACT);
        while (next(step) <= number && step >= EXACT) {
            step = next(step);
        }
        return step;
    }

    private static int next(int step) {
        return step + step / 5;
    }
}
