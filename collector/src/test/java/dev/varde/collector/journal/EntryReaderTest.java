package dev.varde.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryReaderTest {
    private static final Set<String> WANTED = Set.of("MESSAGE", "_PID");

    private static EntryReader reader(String text) {
        return new EntryReader(bytes(text), WANTED);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String message(String value) throws IOException {
        return reader(Entries.entry(1, "MESSAGE", value) + "\n").next().orElseThrow().text();
    }

    @Test
    void anEntryIsItsCursorItsTimeAndTheFieldsThatAreWanted() throws IOException {
        String text = Entries.entry(3, "MESSAGE", "hei", "_PID", "12", "OTHER", "x") + "\n";

        JournalEntry entry = reader(text).next().orElseThrow();

        assertThat(entry.cursor()).isEqualTo(Entries.cursor(3));
        assertThat(entry.time()).isEqualTo(Entries.time(3));
        assertThat(entry.fields()).containsOnlyKeys("MESSAGE", "_PID");
        assertThat(entry.pid()).isEqualTo(12);
        assertThat(entry.id("").value()).isEqualTo("journal:" + Entries.MACHINE + ":3");
    }

    @Test
    @Case(16)
    void whatIsNoUtf8ComesAsBytesAndIsReadAsText() throws IOException {
        assertThat(message("[98,255,254,195,184]")).isEqualTo("b\ufffd\ufffdø");
        assertThat(message("[97,0,98]")).isEqualTo("a\u0000b");
        assertThat(message("[]")).isEmpty();
    }

    @Test
    void aFieldThatOccursTwiceCountsOnce() throws IOException {
        assertThat(message("[\"first\",\"second\"]")).isEqualTo("first");
        assertThat(message("[[98,255],\"second\"]")).isEqualTo("b\ufffd");
        assertThat(message("[null,\"second\"]")).isEqualTo("second");
    }

    @Test
    @Case(44)
    void aLineOf48KibIsReadWholeAndAMonsterIsCut() throws IOException {
        assertThat(message("x".repeat(48 << 10))).hasSize(48 << 10);
        assertThat(message("x".repeat(1 << 20))).hasSize(64 << 10);
        String bytes = "255,".repeat(200_000) + "255";
        assertThat(message("[" + bytes + "]")).hasSize(64 << 10);
    }

    @Test
    @Case(44)
    void anEntryOverTheBoundIsLeftOutCountedAndTheNextOneRead() throws IOException {
        InputStream monster =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[EntryReader.LONGEST_LINE + 100]),
                        bytes("\n" + Entries.entry(2) + "\n"));
        EntryReader nulls = new EntryReader(monster, WANTED);
        assertThat(nulls.next()).isPresent();

        String huge = Entries.entry(1, "MESSAGE", "y".repeat(EntryReader.LONGEST_LINE));
        EntryReader long1 = reader(huge + "\n" + Entries.entry(2) + "\n");
        assertThat(long1.next().orElseThrow().cursor()).isEqualTo(Entries.cursor(2));
        assertThat(long1.takeUnreadable()).isEqualTo(1);
        assertThat(long1.takeUnreadable()).isZero();
    }

    @Test
    void whatIsCutOffAtTheEndIsNoEntry() throws IOException {
        EntryReader reader = reader(Entries.entry(1) + "\n" + Entries.entry(2));

        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
        assertThat(reader.takeUnreadable()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"__CURSOR\":\"s=1\"}",
                "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"yesterday\"}",
                "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"99999999999999999999\"}",
                "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1\"",
                "{\"__CURSOR\":{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}}",
                "{\"MESSAGE\":[1e400]}",
                "{\"MESSAGE\":[99999999999999999999]}",
                "{\"MESSAGE\":nonsense}"
            })
    void whatIsNoEntryIsCountedAndTheNextOneIsRead(String rubbish) throws IOException {
        EntryReader reader = reader(rubbish + "\n" + Entries.entry(2) + "\n");

        assertThat(reader.next().orElseThrow().cursor()).isEqualTo(Entries.cursor(2));
        assertThat(reader.takeUnreadable()).isEqualTo(1);
    }

    @Test
    void wordsOfJournalctlBetweenEntriesAreNoEntries() throws IOException {
        EntryReader reader = reader("-- No entries --\n\n" + Entries.entry(2) + "\n-- Boot --\n");

        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
        assertThat(reader.takeUnreadable()).isZero();
    }

    /// Seeded: the same bytes in every run.
    @Test
    void anyBytesAreReadWithoutAnError() throws IOException {
        Random random = new Random(44);
        byte[] entry = Entries.entry(1, "MESSAGE", "[97,0,98]").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] torn = entry.clone();
            for (int i = 0; i < 1 + round % 5; i++) {
                torn[random.nextInt(torn.length)] = (byte) random.nextInt(256);
            }
            EntryReader reader = new EntryReader(new ByteArrayInputStream(torn), WANTED);
            while (reader.next().isPresent()) {
                assertThat(reader.takeUnreadable()).isZero();
            }
        }
    }
}
