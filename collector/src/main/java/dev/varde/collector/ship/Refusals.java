package dev.varde.collector.ship;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the broker refused for ever, and the form in which it is tried next: shorter and shorter
/// when it is too large; as a dead letter when it was refused three times with no other beside it.
final class Refusals {
    private static final int MOST_STRIKES = 3;

    /// So many in a row are no fault of theirs: the topic or the broker refuses whatever comes.
    private static final int MOST_IN_A_ROW = 10;

    /// A dead letter may fail so often, about a minute long, for the topic may be missing.
    private static final int MOST_TRIES = 20;

    /// @param slimmed how far to slim it, 0 for not at all
    /// @param strikes how often it failed
    /// @param deadLetter why it goes to the dead letters, or null
    record Form(int slimmed, int strikes, @Nullable String deadLetter) {
        static final Form AS_IT_IS = new Form(0, 0, null);

        private Form slimmer() {
            return new Form(slimmed + 1, strikes, null);
        }

        private Form struck(String reason) {
            return strikes + 1 < MOST_STRIKES
                    ? new Form(slimmed, strikes + 1, null)
                    : new Form(slimmed, strikes + 1, reason);
        }
    }

    private final Map<Long, Form> forms = new ConcurrentHashMap<>();
    private final AtomicInteger inARow = new AtomicInteger();

    Form form(long number) {
        return forms.getOrDefault(number, Form.AS_IT_IS);
    }

    /// Once it is settled, as an event or otherwise.
    void settled(long number) {
        Form form = forms.remove(number);
        if (form == null || form.deadLetter() == null) {
            inARow.set(0);
        } else {
            inARow.incrementAndGet();
        }
    }

    /// Whether it is not single records that are refused, but all.
    boolean areAll() {
        return inARow.get() >= MOST_IN_A_ROW;
    }

    /// The form to try next; empty when there is none left.
    Optional<Form> tooLarge(long number) {
        Form form = form(number);
        return form.deadLetter() != null || form.slimmed() >= Slimming.LAST
                ? Optional.empty()
                : next(number, form.slimmer());
    }

    /// It is none that the broker could take as an event.
    void condemn(long number, String reason) {
        forms.put(number, new Form(0, 0, reason));
    }

    /// Whether to try again what failed for a reason that may pass.
    boolean mayTryAgain(long number) {
        Form form = form(number);
        if (form.deadLetter() == null) {
            return true;
        }
        forms.put(number, new Form(form.slimmed(), form.strikes() + 1, form.deadLetter()));
        return form.strikes() < MOST_TRIES;
    }

    /// The form to try next; empty when not even the dead letter was taken.
    Optional<Form> refused(long number, String reason) {
        Form form = form(number);
        return form.deadLetter() != null ? Optional.empty() : next(number, form.struck(reason));
    }

    private Optional<Form> next(long number, Form form) {
        forms.put(number, form);
        return Optional.of(form);
    }
}
