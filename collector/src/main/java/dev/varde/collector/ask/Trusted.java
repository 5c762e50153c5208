package dev.varde.collector.ask;

import dev.varde.events.config.Configuration.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates are good enough for a check. Nothing of TLS is loaded before the first secure
/// check; a file of authorities is read again when it changes.
///
/// A session is resumed for at most five minutes, so that a certificate that was exchanged is seen
/// soon and most checks cost no whole handshake.
public final class Trusted {
    private static final Duration RESUMED = Duration.ofMinutes(5);
    private static final int LARGEST = 1 << 20;

    private final Trust trust;
    private @Nullable SSLContext context;
    private Instant written = Instant.MIN;

    public Trusted(Trust trust) {
        this.trust = trust;
    }

    SSLSocketFactory sockets() throws IOException {
        return context().getSocketFactory();
    }

    /// Whether the certificate has to bear the name that was asked for.
    void expect(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        if (!(trust instanceof Trust.SelfSigned)) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
    }

    private synchronized SSLContext context() throws IOException {
        Instant now =
                trust instanceof Trust.Authority(Path file)
                        ? Files.getLastModifiedTime(file).toInstant()
                        : written;
        if (context == null || !now.equals(written)) {
            try {
                context = fresh();
            } catch (GeneralSecurityException unusable) {
                throw new IOException(unusable.getMessage(), unusable);
            }
            written = now;
        }
        return context;
    }

    private SSLContext fresh() throws IOException, GeneralSecurityException {
        TrustManager[] managers =
                switch (trust) {
                    case Trust.KnownAuthorities _ -> null;
                    case Trust.SelfSigned _ -> new TrustManager[] {new SignedByItself()};
                    case Trust.Authority(Path file) -> authorities(file);
                };
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(null, managers, null);
        fresh.getClientSessionContext().setSessionTimeout((int) RESUMED.toSeconds());
        return fresh;
    }

    private static TrustManager[] authorities(Path file)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        byte[] pem;
        try (InputStream in = Files.newInputStream(file)) {
            pem = in.readNBytes(LARGEST);
        }
        int number = 0;
        for (Certificate c :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("ca-" + number++, c);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// Takes a certificate that is signed with its own key and within its dates.
    private static final class SignedByItself implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("clients are not asked");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            X509Certificate own = chain[0];
            if (!own.getSubjectX500Principal().equals(own.getIssuerX500Principal())) {
                throw new CertificateException("the certificate is not signed by itself");
            }
            try {
                own.verify(own.getPublicKey());
            } catch (GeneralSecurityException forged) {
                throw new CertificateException("the certificate is not signed by itself", forged);
            }
            own.checkValidity();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
