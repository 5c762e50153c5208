package dev.varde.console.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// The one secret that opens the console: 32 random bytes in base64url, kept in a file that only
/// its owner may read, so that a bookmark works after a restart.
final class Token {
    static final String FILE = "console.token";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private Token() {}

    /// The token in the data directory; made when there is none or what is there is none.
    static String keep(Path data, SecureRandom random) throws IOException {
        Files.createDirectories(data);
        Path file = data.resolve(FILE);
        if (Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            String kept = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (valid(kept)) {
                return kept;
            }
        }
        return make(file, random);
    }

    private static boolean valid(String token) {
        return token.matches("[A-Za-z0-9_-]{43}");
    }

    /// Written beside it and moved, so that a half-written token is never read.
    private static String make(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, token + "\n", StandardOpenOption.WRITE);
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return token;
    }
}
