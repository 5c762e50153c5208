package dev.varde.events.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a value stands for, and how it is written.
///
/// @param noun what it is called, in `'x' is no …`
/// @param remedy what to write, as a sentence
/// @param secret never quoted
/// @param read empty when the text is none such
record Kind<T>(String noun, String remedy, boolean secret, Function<String, Optional<T>> read) {
    static <T> Kind<T> of(String noun, String remedy, Function<String, Optional<T>> read) {
        return new Kind<>(noun, remedy, false, read);
    }

    static Kind<String> matching(String noun, String remedy, Predicate<String> is) {
        return of(noun, remedy, text -> Optional.of(text).filter(is));
    }

    /// A name whose record refuses what is none.
    static <T> Kind<T> named(String noun, String remedy, Function<String, T> make) {
        return of(
                noun,
                remedy,
                text -> {
                    try {
                        return Optional.of(make.apply(text));
                    } catch (IllegalArgumentException _) {
                        return Optional.empty();
                    }
                });
    }

    /// One of a type's words, in lower case with hyphens.
    static <E extends Enum<E>> Kind<E> word(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(Kind::written).toList();
        return of(
                "word that is known here",
                "Write " + Words.or(words) + ".",
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(e -> written(e).equals(text))
                                .findFirst());
    }

    /// A word of a type, kept as it is written.
    static <E extends Enum<E>> Kind<String> asWritten(Class<E> type) {
        Kind<E> word = word(type);
        return of(word.noun(), word.remedy(), text -> word.read().apply(text).map(Kind::written));
    }

    Kind<T> only(String remedy, Predicate<T> is) {
        return new Kind<>(
                noun + " that fits here", remedy, secret, text -> read.apply(text).filter(is));
    }

    /// The same, never quoted.
    Kind<Secret> hidden() {
        return new Kind<>(noun, remedy, true, text -> read.apply(text).map(_ -> new Secret(text)));
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
