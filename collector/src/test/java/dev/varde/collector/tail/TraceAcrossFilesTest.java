package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stack traces that are written slowly, or in the middle of which the log is rotated or truncated,
/// by a clock that the test moves.
class TraceAcrossFilesTest {
    private static final String HEAD =
            "Traceback (most recent call last):\n  File \"a.py\", line 1\n";
    private static final Instant START = Instant.parse("2126-11-24T21:42:00Z");
    private static final String END = "    g()\nKeyError: 'x'\n";

    @TempDir Path directory;
    private final List<Sighting> sightings = new ArrayList<>();
    private Instant now = START;
    private Path log;
    private ServiceLogs logs;

    @BeforeEach
    void cast() throws IOException {
        log = Files.writeString(directory.resolve("app.log"), "start\n");
        logs = follow();
    }

    private ServiceLogs follow() {
        Outbox outbox = sightings::add;
        Finder finder = new Finder(List.of(log.toString()), List.of(), Instant.EPOCH);
        ServiceLogs following =
                new ServiceLogs(
                        finder,
                        new Emitter(new ServiceName("kontali"), outbox, () -> now),
                        new ServiceLogs.Shared(() -> 256, () -> {}, this::nanos));
        following.begin();
        return following;
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private void append(Path file, String text) throws IOException {
        Files.write(
                file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        logs.poll(true);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        logs.poll(true);
    }

    private List<LogMatched> matched() {
        return sightings.stream()
                .filter(s -> s.fact() instanceof LogMatched)
                .map(s -> (LogMatched) s.fact())
                .toList();
    }

    private void assertOneWholeTrace() {
        assertThat(matched()).hasSize(1);
        assertThat(matched().getFirst().kind()).isEqualTo(LogKind.STACK_TRACE);
        assertThat(matched().getFirst().lines()).hasSize(4);
    }

    @Test
    void aTraceWrittenSlowlyIsNotCut() throws IOException {
        append(log, HEAD);
        pass(Duration.ofSeconds(4));
        append(log, END);
        pass(Duration.ofSeconds(1));

        assertOneWholeTrace();
    }

    @Test
    void aTraceGoesOnInTheFileThatTookThePlaceOfTheRotatedOne() throws IOException {
        append(log, HEAD);
        Files.move(log, directory.resolve("app.log.1"));
        append(log, END + "INFO after\n");
        pass(Duration.ofSeconds(1));

        assertOneWholeTrace();
        assertThat(matched().getFirst().offset()).isEqualTo("start\n".length());
    }

    @Test
    void theWriterMayGoOnInTheRotatedFile() throws IOException {
        append(log, HEAD);
        Files.move(log, directory.resolve("app.log.1"));
        append(directory.resolve("app.log.1"), END);
        append(log, "INFO after\n");
        pass(Duration.ofSeconds(1));

        assertOneWholeTrace();
    }

    @Test
    void aTraceGoesOnInTheFileThatWasTruncated() throws IOException {
        append(log, HEAD);
        String id = "start\n";
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        logs.poll(true);
        append(log, END + "INFO after\n");
        pass(Duration.ofSeconds(1));

        assertOneWholeTrace();
        assertThat(matched().getFirst().offset()).isEqualTo(id.length());
    }

    @Test
    void anotherBeginningInTheNewFileEndsTheTraceOfTheOldOne() throws IOException {
        append(log, HEAD + END);
        Files.move(log, directory.resolve("app.log.1"));
        append(log, HEAD + END);
        pass(Duration.ofSeconds(1));

        assertThat(matched()).hasSize(2).allMatch(m -> m.lines().size() == 4);
    }

    @Test
    void whatGoesOnInTheNewFileIsReadAgainUntilItIsDecided() throws IOException {
        append(log, HEAD);
        Files.move(log, directory.resolve("app.log.1"));
        append(log, "    g()\n");

        assertThat(logs.positions()).allMatch(p -> p.offset() <= "start\n".length());
        assertThat(logs.positions()).anyMatch(p -> p.offset() == 0);
    }

    @Test
    void aDeathEndsTheTraceAndWhatComesAfterItSaysWhereItBelongs() throws IOException {
        append(log, HEAD);
        logs.drain();
        append(log, "  File \"b.py\", line 2\n" + END);
        logs.drain();

        assertThat(matched()).hasSize(2);
        assertThat(matched().getLast().lines())
                .startsWith("Traceback (most recent call last):", "… (goes on)")
                .endsWith("KeyError: 'x'");
    }

    @Test
    void theTimeThatAContainerTellsIsThatOfTheEvent() throws IOException {
        append(
                log,
                "{\"log\":\"ERROR none\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-24T21:41:59.5Z\"}\n");
        pass(Duration.ofSeconds(1));

        assertThat(sightings).hasSize(1);
        assertThat(sightings.getFirst().time()).isEqualTo(Instant.parse("2026-11-24T21:41:59.5Z"));
    }

    @Test
    void utf16IsKnownToOneWhoComesInTheMiddle() throws IOException {
        logs.close();
        Files.write(log, "\ufeffINFO old\n".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        logs = follow();
        Files.write(
                log,
                "ERROR new\n".getBytes(java.nio.charset.StandardCharsets.UTF_16LE),
                StandardOpenOption.APPEND);
        logs.drain();

        assertThat(matched()).hasSize(1);
        assertThat(matched().getFirst().lines()).containsExactly("ERROR new");
    }
}
