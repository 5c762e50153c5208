package dev.varde.processor.evidence;

import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HostEvent;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which lines can be of the life that ended last.
class WordsTest {
    @Test
    void linesFromBeforeTheEndBeforeAreOfTheEarlierLife() {
        Words words = say(Words.NONE, 10, "old trouble").lifeEnded();
        words = say(words, 10.5, "new trouble").lifeEnded();

        assertThat(lines(words, at(10.4))).containsExactly("new trouble");
    }

    @Test
    void withinOneLifeNothingIsLeftOut() {
        Words words = say(say(Words.NONE, 10, "a"), 11, "b").lifeEnded();

        assertThat(lines(words, at(5))).containsExactly("a", "b");
    }

    @Test
    void aLineWrittenAfterTheStartCountsThoughTheOldProcessWasStillEnding() {
        Words words = say(Words.NONE, 10, "of the new one").lifeEnded().lifeEnded();

        assertThat(lines(words, at(9))).containsExactly("of the new one");
    }

    @Test
    void theWordsBeforeADeathAreHeldUntilTheNextAndTheMarksMoveWithWhatIsLetGo() {
        Words words = say(Words.NONE, 1, "old").lifeEnded();
        for (int i = 0; i < 60; i++) {
            words = say(words, 100 + i, "line " + i);
        }
        words = words.lifeEnded();

        assertThat(words.logs()).hasSize(50);
        assertThat(lines(words, at(99))).hasSize(49).doesNotContain("old");
        assertThat(lines(words, at(0))).contains("old");
        assertThat(lines(say(words, 200, "later"), at(0))).doesNotContain("old");
    }

    private static Words say(Words to, double seconds, String line) {
        LogMatched fact = new LogMatched("/var/log/app.log", 0, LogKind.LINE, List.of(line), null);
        HostEvent event = kontali(seconds, fact);
        return to.matched(event, fact);
    }

    private static List<String> lines(Words words, Instant startedAt) {
        return words.ofLife(startedAt).stream().flatMap(l -> l.fact().lines().stream()).toList();
    }
}
