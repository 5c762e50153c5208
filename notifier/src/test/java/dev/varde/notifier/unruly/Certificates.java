package dev.varde.notifier.unruly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An authority of the tests' own and certificates by it, good and bad, made by Java's `keytool`.
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path authority;

    /// What is wrong with a certificate.
    public enum Flaw {
        NONE,
        EXPIRED,
        SELF_SIGNED,
        WRONG_NAME
    }

    /// @param folder an empty one
    public Certificates(Path folder) throws IOException {
        this.folder = folder;
        Path store = folder.resolve("authority.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "authority",
                "-keystore",
                store.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=Tests",
                "-ext",
                "bc:c",
                "-validity",
                "365");
        authority = folder.resolve("authority.pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "authority",
                "-keystore",
                store.toString(),
                "-file",
                authority.toString());
    }

    /// The authority's own certificate, as PEM.
    public Path authority() {
        return authority;
    }

    /// The TLS of a server on loopback, called `localhost`.
    public SSLContext server(Flaw flaw) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(flaw + ".p12");
        Files.copy(folder.resolve("authority.p12"), store);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keystore",
                                store.toString(),
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=server"));
        arguments.addAll(
                switch (flaw) {
                    case NONE -> signed("SAN=dns:localhost,ip:127.0.0.1", "-0d", "365");
                    case EXPIRED -> signed("SAN=dns:localhost,ip:127.0.0.1", "-20d", "10");
                    case WRONG_NAME -> signed("SAN=dns:other.example.com", "-0d", "365");
                    case SELF_SIGNED ->
                            List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "365");
                });
        keytool(arguments.toArray(String[]::new));
        keytool("-delete", "-alias", "authority", "-keystore", store.toString());
        return context(store);
    }

    private static List<String> signed(String names, String from, String days) {
        return List.of(
                "-signer", "authority", "-ext", names, "-startdate", from, "-validity", days);
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            byte[] said = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException(new String(said, java.nio.charset.StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
