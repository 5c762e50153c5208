package dev.varde.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each way of losing log lines that is known has a test of its own.
class EveryCaseTest {
    private static final int CASES = 46;

    /// A journal that is broken: tested where the journal is read.
    private static final String JOURNAL = "dev/varde/collector/journal";

    private static final int BROKEN_JOURNAL = 44;

    private static Path classes() throws Exception {
        URI own = EveryCaseTest.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(own);
    }

    private static List<Class<?>> tests() throws Exception {
        Path root = classes();
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(path -> root.relativize(path).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(EveryCaseTest::named)
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> named(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, EveryCaseTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Integer> numbers(Method method) {
        return Arrays.stream(method.getAnnotationsByType(Case.class)).map(Case::value);
    }

    @Test
    void eachKnownWayOfLosingLinesHasATest() throws Exception {
        Set<Integer> answered = new TreeSet<>();
        for (Class<?> test : tests()) {
            for (Method method : test.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    numbers(method).forEach(answered::add);
                }
            }
        }

        assertThat(answered).containsAll(expected());
    }

    private static List<Integer> expected() throws Exception {
        boolean journal = isPresent();
        return IntStream.rangeClosed(1, CASES)
                .filter(number -> journal || number != BROKEN_JOURNAL)
                .boxed()
                .toList();
    }

    private static boolean isPresent() throws Exception {
        try (Stream<Path> all = Files.walk(classes())) {
            return all.anyMatch(path -> path.toString().contains(JOURNAL));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
