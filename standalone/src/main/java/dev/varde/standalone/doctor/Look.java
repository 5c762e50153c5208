package dev.varde.standalone.doctor;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// What one look at the host brought, or why it brought nothing.
sealed interface Look<T> {
    record Seen<T>(T value) implements Look<T> {}

    /// @param why a reason to show
    record Missed<T>(String why) implements Look<T> {}

    /// A look that is under way; it is left alone when its time is over.
    record Begun<T>(CompletableFuture<T> result, long untilNanos) {
        Look<T> end() throws InterruptedException {
            try {
                long left = untilNanos - System.nanoTime();
                return new Seen<>(result.get(Math.max(0, left), TimeUnit.NANOSECONDS));
            } catch (TimeoutException late) {
                return new Missed<>("no answer in time");
            } catch (ExecutionException failed) {
                return new Missed<>(reason(failed.getCause() == null ? failed : failed.getCause()));
            }
        }

        /// Waits for it a moment, if it is to come before something else.
        void first(Duration most) throws InterruptedException {
            try {
                result.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException _) {
                return; // what became of it is said at its end
            }
        }

        private static String reason(Throwable t) {
            return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
        }
    }

    /// Begins to look on a thread of its own, which keeps nobody from ending.
    static <T> Begun<T> begin(Callable<T> look, Duration patience) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("varde-doctor")
                .start(() -> {
                    try {
                        result.complete(look.call());
                    } catch (Exception | LinkageError failed) {
                        result.completeExceptionally(failed);
                    }
                });
        return new Begun<>(result, System.nanoTime() + patience.toNanos());
    }

    /// What was seen made into something, or what is said where nothing was.
    default <R> R map(Function<T, R> seen, Function<String, R> missed) {
        return switch (this) {
            case Seen<T>(T value) -> seen.apply(value);
            case Missed<T>(String why) -> missed.apply(why);
        };
    }

    default T or(T otherwise) {
        return map(value -> value, _ -> otherwise);
    }
}
