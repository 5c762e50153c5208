package dev.varde.processor.incident;

import dev.varde.events.IncidentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/// Incident ids in the layout of UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds,
/// then a hash instead of random bits, so that the same trouble gets the same id when its events
/// are read again.
final class Ids {
    private Ids() {}

    static IncidentId of(Account account, Instant at) {
        String what = account.host() + "/" + account.service() + "/" + account.trigger();
        ByteBuffer hash = ByteBuffer.wrap(sha256(what.getBytes(StandardCharsets.UTF_8)));
        long high = (at.toEpochMilli() << 16) | 0x7000L | (hash.getLong() & 0xfffL);
        long low = 0x8000_0000_0000_0000L | (hash.getLong() & 0x3fff_ffff_ffff_ffffL);
        return new IncidentId(new UUID(high, low).toString());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
