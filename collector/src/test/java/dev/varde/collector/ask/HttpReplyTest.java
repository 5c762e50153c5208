package dev.varde.collector.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.ask.HttpReply.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReplyTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nServer: x\r\n";

    /// Hears the text in pieces of the size, then the end.
    private static Progress read(String text, int piece) {
        HttpReply reply = new HttpReply(false, 1_000);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += piece) {
            ByteBuffer heard = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
            Progress progress = reply.hear(heard);
            if (!(progress instanceof Progress.More)) {
                return progress;
            }
        }
        return reply.end();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "7", "1000"})
    void inWhicheverPiecesAnAnswerComesItIsTheSame(int piece) {
        Progress whole = new Progress.Whole(200, null, "hello world");

        assertThat(read(HEAD + "Content-Length: 11\r\n\r\nhello worldxxx", piece)).isEqualTo(whole);
        assertThat(read(HEAD + "\r\nhello world", piece)).isEqualTo(whole);
        assertThat(
                        read(
                                HEAD
                                        + "Transfer-Encoding: gzip, chunked\r\n\r\n"
                                        + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n",
                                piece))
                .isEqualTo(whole);
        assertThat(read("HTTP/1.0 200\nContent-length:11\n\nhello world", piece)).isEqualTo(whole);
    }

    @Test
    void whateverIsHeardItComesToAnEndWithinItsBounds() {
        Random random = new Random(46);
        String[] parts = {
            "HTTP/1.1 200 OK\r\n",
            "\r\n",
            "\n",
            "Content-Length: 7\r\n",
            "ffffffff\r\n",
            "0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "HTTP/1.1 100 C\r\n\r\n",
            "\0",
            "x".repeat(300),
            ":"
        };
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder("HTTP/1.1 500 X\r\n");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }

            Progress progress = read(text.toString(), 1 + random.nextInt(50));

            assertThat(progress).isNotInstanceOf(Progress.More.class);
            if (progress instanceof Progress.Whole w) {
                assertThat(w.body().length()).isLessThanOrEqualTo(1_000);
            }
        }
    }
}
