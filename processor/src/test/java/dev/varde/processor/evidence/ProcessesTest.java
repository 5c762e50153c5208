package dev.varde.processor.evidence;

import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A service's processes end; whose last words are whose.
class ProcessesTest {
    private static final String LOG = "/var/log/app.log";

    @Test
    void aWorkerThatEndsQuietlyTakesNothingFromTheMainProcess() {
        Processes after =
                exit(exit(Processes.NONE, 10, 1, Role.MAIN, "first life: bye"), 20, 2, Role.WORKER);

        assertThat(ownLines(after, 1)).containsExactly("first life: bye");
    }

    @Test
    void theNextLifeDoesNotSpeakWithTheWordsOfTheOneBefore() {
        Processes first = exit(Processes.NONE, 10, 1, Role.MAIN, "received SIGTERM, bye");
        Processes between = exit(first, 20, 2, Role.WORKER);

        Processes second = exit(between, 30, 3, Role.MAIN, "received SIGTERM, bye", "second life");

        assertThat(ownLines(second, 3)).containsExactly("second life");
    }

    @Test
    void aDeathWithoutLinesDoesNotForgetWhatWasReadBefore() {
        Processes first = exit(Processes.NONE, 10, 1, Role.MAIN, "first");
        Processes mute = exit(first, 20, 2, Role.MAIN);

        Processes third = exit(mute, 30, 3, Role.MAIN, "first", "third");

        assertThat(ownLines(third, 3)).containsExactly("third");
    }

    @Test
    void onlyTheNewestMainProcessKeepsItsLines() {
        Processes second =
                exit(exit(Processes.NONE, 10, 1, Role.MAIN, "a"), 20, 2, Role.MAIN, "a", "b");

        assertThat(ownLines(second, 1)).isEmpty();
        assertThat(ownLines(second, 2)).containsExactly("b");
    }

    @Test
    void theSameDeathToldTwiceIsOne() {
        Processes once = exit(Processes.NONE, 10, 1, Role.MAIN, "a");

        assertThat(exit(once, 11, 1, Role.MAIN, "a")).isEqualTo(once);
    }

    private static Processes exit(
            Processes to, double seconds, int pid, Role role, String... lines) {
        ProcessExited fact =
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        role,
                        "python3 app.py",
                        at(seconds - 5),
                        ExitStatus.exited(0),
                        null,
                        null,
                        lines.length == 0 ? List.of() : List.of(new LogTail(LOG, List.of(lines))),
                        1);
        HostEvent event = kontali(seconds, fact);
        return to.exited(event, fact);
    }

    private static List<String> ownLines(Processes processes, int pid) {
        return processes.exits().stream()
                .filter(e -> e.fact().process().pid() == pid)
                .flatMap(e -> e.fact().lastLines().stream())
                .flatMap(t -> t.lines().stream())
                .toList();
    }
}
