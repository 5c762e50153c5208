package dev.varde.notifier.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes pictures of few colours as PNG (RFC 2083): one byte for each point, which names a colour
/// of a palette. Java's own image classes would do, and take 17 MiB of memory for it.
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte INDEXED = 3;

    private Png() {}

    /// @param palette colours as 0xAARRGGBB
    /// @param points rows from the top, each of `width` indexes into the palette
    static byte[] of(int width, int[] palette, byte[] points) {
        int height = points.length / width;
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        out.writeBytes(SIGNATURE);
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put(INDEXED)
                        .array());
        ByteBuffer colours = ByteBuffer.allocate(3 * palette.length);
        ByteBuffer alphas = ByteBuffer.allocate(palette.length);
        for (int colour : palette) {
            colours.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
            alphas.put((byte) (colour >>> 24));
        }
        chunk(out, "PLTE", colours.array());
        chunk(out, "tRNS", alphas.array());
        chunk(out, "IDAT", deflated(width, points));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /// Each row after a byte that says it is not filtered.
    private static byte[] deflated(int width, byte[] points) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            for (int row = 0; row < points.length; row += width) {
                deflating.write(0);
                deflating.write(points, row, width);
            }
        } catch (java.io.IOException e) {
            throw new AssertionError("memory can be written to", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] body =
                ByteBuffer.allocate(4 + data.length)
                        .put(type.getBytes(StandardCharsets.US_ASCII))
                        .put(data)
                        .array();
        CRC32 check = new CRC32();
        check.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
