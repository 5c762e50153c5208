package dev.varde.notifier.template;

import org.jspecify.annotations.Nullable;

/// What one rendering may still use, and what it looked for in vain. Passes of loops and the text
/// that comes out are counted, so that no template takes long or much memory.
final class Allowance {
    static final String KEY = "varde";
    private static final int LEAST_PASSES = 400;
    private static final int MOST_WORK = 4_000_000;
    private static final int MOST_TEXT = 1 << 20;

    private int passes;
    private final StringBuilder text = new StringBuilder(8 << 10);
    private @Nullable String missed;

    /// @param length of the template: the longer it is, the more a pass may cost
    Allowance(int length) {
        passes = Math.max(LEAST_PASSES, MOST_WORK / Math.max(1, length));
    }

    void loop(int times) {
        passes -= times;
        if (passes < 0) {
            throw new UsedUp("its loops go round too often");
        }
    }

    void write(String part) {
        if (text.length() + part.length() > MOST_TEXT) {
            throw new UsedUp("it makes more than 1 MiB");
        }
        text.append(part);
    }

    void miss(String what) {
        missed = what;
    }

    String text() {
        return text.toString();
    }

    @Nullable String missed() {
        return missed;
    }

    /// The rendering has to end.
    static final class UsedUp extends RuntimeException {
        UsedUp(String message) {
            super(message);
        }
    }
}
