package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is let through of a log that says more than the bound, by a clock that the test moves.
class StormTest {
    private static final String TRACE =
            """
            Traceback (most recent call last):
              File "a.py", line 1, in f
                g()
            KeyError: 'x'
            """;

    @TempDir Path directory;
    private final Seen seen = new Seen();
    private Instant now = Instant.parse("2126-11-24T21:42:00Z");
    private Path log;
    private ServiceLogs logs;

    @BeforeEach
    void cast() throws IOException {
        log = Files.writeString(directory.resolve("app.log"), "start\n");
        Finder finder = new Finder(List.of(log.toString()), List.of(), Instant.EPOCH);
        logs = logsOf(finder, "kontali", seen);
        logs.begin();
    }

    private ServiceLogs logsOf(Finder finder, String service, Seen to) {
        ServiceLogs.Shared shared =
                new ServiceLogs.Shared(() -> 256, () -> {}, () -> now.toEpochMilli() * 1_000_000);
        return new ServiceLogs(
                finder, new Emitter(new ServiceName(service), to, () -> now), shared);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private void append(String text) throws IOException {
        Files.write(log, text.getBytes(UTF_8), StandardOpenOption.APPEND);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<LogMatched> traces() {
        return seen.matched().stream().filter(m -> m.kind() == LogKind.STACK_TRACE).toList();
    }

    @Test
    void aTracebackBehindAStormOfErrorsIsLetThrough() throws IOException {
        append("ERROR again\n".repeat(1_000) + TRACE + "INFO done\n");

        logs.poll(true);

        assertThat(traces()).hasSize(1);
        assertThat(traces().getFirst().lines()).endsWith("KeyError: 'x'");
        assertThat(seen.matched()).hasSize(201);
    }

    @Test
    void aStormOfTracebacksIsBoundedToo() throws IOException {
        append((TRACE + "INFO done\n").repeat(1_000));

        logs.poll(true);

        assertThat(traces()).hasSize(250);
    }

    @Test
    void whatIsReadForADeathIsLetThroughAfterAStorm() throws IOException {
        append("ERROR again\n".repeat(1_000));
        logs.poll(true);
        append("FATAL the last word\n");

        logs.drain();

        assertThat(seen.lines()).endsWith("FATAL the last word");
    }

    @Test
    void aLogThatNeverPausesStillTellsWhatWasRefused() throws IOException {
        for (int i = 0; i < 24; i++) {
            append("ERROR again\n".repeat(100));
            logs.poll(true);
            pass(Duration.ofSeconds(1));
        }

        // The last line of each window waits for the one behind it and counts in the next.
        assertThat(seen.gaps()).extracting(GapSeen::lost).containsExactly(799L, 800L);
    }

    @Test
    void allThatWasRefusedIsToldInTheEnd() throws IOException {
        for (int i = 0; i < 24; i++) {
            append("ERROR again\n".repeat(100));
            logs.poll(true);
            pass(Duration.ofSeconds(1));
        }
        logs.poll(true);
        pass(Duration.ofSeconds(20));
        logs.poll(true);

        long lost = seen.gaps().stream().mapToLong(GapSeen::lost).sum();
        assertThat(lost + seen.matched().size()).isEqualTo(2_400);
    }

    @Test
    void aQuietLogTellsNoGap() throws IOException {
        append("ERROR once\n");
        logs.poll(true);
        pass(Duration.ofMinutes(1));
        logs.poll(true);

        assertThat(seen.gaps()).isEmpty();
        assertThat(seen.lines()).containsExactly("ERROR once");
    }

    @Test
    void aStormInOneFileTakesNothingFromAnother() throws IOException {
        Path other = directory.resolve("other.log");
        Finder finder =
                new Finder(List.of(log.toString(), other.toString()), List.of(), Instant.EPOCH);
        Seen both = new Seen();
        ServiceLogs two = logsOf(finder, "two", both);
        two.begin();
        append("ERROR again\n".repeat(1_000));
        Files.writeString(other, "ERROR elsewhere\nplain\n");

        two.poll(true);

        assertThat(both.lines()).contains("ERROR elsewhere").hasSize(201);
        two.close();
    }
}
