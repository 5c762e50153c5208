package dev.varde.standalone.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static Excerpt read(String text) throws IOException {
        return Excerpt.read("x.log", new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static String ordinary(int lines) {
        return "INFO 10.0.0.9 GET /clients 200 in 12 ms\n".repeat(lines);
    }

    @Test
    void aShortLogIsKeptWhole() throws IOException {
        Excerpt read = read("one\ntwo\r\nthree");

        assertThat(read.lines()).extracting(Excerpt.Numbered::number).containsExactly(1L, 2L, 3L);
        assertThat(read.lines().getLast().text()).isEqualTo("three");
        assertThat(read.read()).isEqualTo(3);
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("one\ntwo\n".getBytes(UTF_8));
        }

        assertThat(Excerpt.read("x.gz", new ByteArrayInputStream(packed.toByteArray())).lines())
                .extracting(Excerpt.Numbered::text)
                .containsExactly("one", "two");
    }

    @Test
    void ofALongLogWhatMayTellOfAnEndIsKeptWithWhatStandsAroundIt() throws IOException {
        String crash = "before\nOSError: [Errno 28] No space left on device\nafter\n";
        Excerpt read = read(ordinary(50_000) + crash + ordinary(50_000));

        assertThat(read.lines()).hasSizeLessThan(5_000);
        assertThat(read.lines())
                .extracting(Excerpt.Numbered::text)
                .containsSubsequence(
                        "before", "OSError: [Errno 28] No space left on device", "after");
        assertThat(read.lines())
                .filteredOn(l -> l.text().startsWith("OSError"))
                .extracting(Excerpt.Numbered::number)
                .containsExactly(50_002L);
        assertThat(read.forgotten()).isFalse();
    }

    @Test
    void memoryIsBoundedAndWhatIsForgottenIsSaid() throws IOException {
        Excerpt read = read("OSError: [Errno 28] No space left on device\n".repeat(100_000));

        assertThat(read.lines()).hasSize(Excerpt.MOST);
        assertThat(read.lines().getLast().number()).isEqualTo(100_000);
        assertThat(read.forgotten()).isTrue();
    }

    @Test
    void aLineWithoutAnEndIsCut() throws IOException {
        byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
        List<InputStream> pieces =
                IntStream.range(0, 16)
                        .<InputStream>mapToObj(_ -> new ByteArrayInputStream(piece))
                        .toList();

        Excerpt read = Excerpt.read("x", new SequenceInputStream(Collections.enumeration(pieces)));

        assertThat(read.lines()).hasSize(1);
        assertThat(read.lines().getFirst().text()).hasSizeLessThanOrEqualTo(1 << 20);
        assertThat(read.bytes()).isEqualTo(16L << 20);
    }

    @Test
    void anythingBinaryIsRead() throws IOException {
        byte[] bytes = new byte[100_000];
        new java.util.Random(7).nextBytes(bytes);

        Excerpt read = Excerpt.read("core", new ByteArrayInputStream(bytes));

        assertThat(Explainer.explain(read)).isEmpty();
    }
}
