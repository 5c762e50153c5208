package dev.varde.processor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.Cause;
import dev.varde.processor.knowledge.Wording.Weight;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordingsTest {
    static List<Wording> all() {
        return Wordings.KNOWN.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyWordingFindsItself(Wording wording) {
        String line =
                "app: "
                        + wording.text()
                                .replaceAll("\\{([^}|]*)[^}]*}", "$1")
                                .replace("…", "some thing")
                                .replace("#", "17")
                                .replaceAll("^\\^|\\$$", "");
        String told = wording.text().startsWith("^") ? line.substring("app: ".length()) : line;

        assertThat(wording.isIn(told)).as(told).isTrue();
        assertThat(
                        wording.weight() == Weight.UNLESS
                                || told.toLowerCase(Locale.ROOT).contains(wording.key()))
                .as(told)
                .isTrue();
    }

    @Test
    void everyCauseThatIsNamedIsKnown() {
        assertThat(all()).extracting(Wording::cause).isSubsetOf(Cause.KNOWN);
        assertThat(all()).extracting(w -> w.cause() + " " + w.text()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "port-in-use, 'Error: listen EADDRINUSE: address already in use :::3001', true",
        "port-in-use, 'the EADDRINUSEx of it', false",
        "disk-full, 'write: No space left on device', true",
        "disk-full, 'inotify_add_watch: No space left on device', false",
        "heap-exhausted, 'Allowed memory size of 134217728 bytes exhausted', true",
        "database-unreachable, 'dial tcp 10.0.0.7:5432: connect: connection refused', true",
        "database-unreachable, 'dial tcp 10.0.0.7:54321: connect: connection refused', false",
    })
    void aLineHoldsAWordingOrNot(String cause, String line, boolean holds) {
        assertThat(Wordings.KNOWN.in(line).stream().anyMatch(w -> w.cause().id().equals(cause)))
                .isEqualTo(holds);
    }

    @Test
    void anErrorInTheFileNamesItsLine() {
        BufferedReader file = new BufferedReader(new StringReader("[disk-full]\nfails  …#…\n"));

        assertThatThrownBy(() -> Wordings.read(file))
                .hasMessage("words.txt:2: nothing to look for in '…#…'");
    }

    @Test
    void aLongLineTakesNoLongerThanItsLength() {
        String hostile = "config file ".repeat(200_000);

        assertThat(Wordings.KNOWN.in(hostile)).isEmpty();
    }
}
