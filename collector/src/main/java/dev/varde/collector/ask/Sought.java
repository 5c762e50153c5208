package dev.varde.collector.ask;

import dev.varde.events.config.Configuration.BodyTerm;
import java.util.Optional;
import java.util.regex.Pattern;

/// What has to stand in a body.
sealed interface Sought {
    /// Says what is amiss; empty where it is there.
    Optional<String> missing(String body);

    static Sought of(BodyTerm term) {
        return switch (term) {
            case BodyTerm.Contains(String text) -> new Words(text);
            case BodyTerm.Matches(String pattern) -> new Form(Pattern.compile(pattern));
        };
    }

    record Words(String text) implements Sought {
        @Override
        public Optional<String> missing(String body) {
            return body.contains(text)
                    ? Optional.empty()
                    : Optional.of("the body does not contain '" + text + "'");
        }
    }

    /// A regular expression. The body is of the server's choosing and may make a careless pattern
    /// go back and forth for ever: it reads at most a million characters, some milliseconds, and
    /// what took more than that has not matched.
    record Form(Pattern pattern) implements Sought {
        private static final int MOST_READ = 1_000_000;

        @Override
        public Optional<String> missing(String body) {
            try {
                return pattern.matcher(new Metered(body)).find()
                        ? Optional.empty()
                        : Optional.of("the body does not match '" + pattern + "'");
            } catch (Overdrawn | StackOverflowError tooMuch) {
                return Optional.of(
                        "the body could not be matched with '" + pattern + "' in bounds");
            }
        }

        private static final class Overdrawn extends RuntimeException {
            private static final long serialVersionUID = 1;

            Overdrawn() {
                super(null, null, false, false);
            }
        }

        /// A text that may be read so often and no more.
        private static final class Metered implements CharSequence {
            private final String text;
            private int read;

            Metered(String text) {
                this.text = text;
            }

            @Override
            public char charAt(int index) {
                if (++read > MOST_READ) {
                    throw new Overdrawn();
                }
                return text.charAt(index);
            }

            @Override
            public int length() {
                return text.length();
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return text.subSequence(start, end);
            }

            @Override
            public String toString() {
                return text;
            }
        }
    }
}
