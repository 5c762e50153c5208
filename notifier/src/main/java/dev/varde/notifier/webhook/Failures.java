package dev.varde.notifier.webhook;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Says in words of ours why there was no answer.
final class Failures {
    private static final int DEEPEST = 12;

    private Failures() {}

    static String inWords(Throwable failure) {
        List<Throwable> causes =
                Stream.iterate(failure, t -> t != null, Throwable::getCause)
                        .limit(DEEPEST)
                        .toList();
        if (any(causes, SSLException.class) || any(causes, CertificateException.class)) {
            return tls(causes);
        }
        if (any(causes, io.netty.channel.ConnectTimeoutException.class)) {
            return "no connection within " + Caller.CONNECT.toSeconds() + " s";
        }
        if (any(causes, NoRouteToHostException.class)) {
            return "no way leads to it";
        }
        return any(causes, ConnectException.class)
                ? "it accepts no connection"
                : "the connection broke before an answer";
    }

    private static String tls(List<Throwable> causes) {
        if (any(causes, CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        if (any(causes, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet";
        }
        if (any(causes, CertPathBuilderException.class)) {
            return "its certificate is of no authority that is known here";
        }
        return any(causes, CertificateException.class)
                ? "its certificate is for another name"
                : "no trusted TLS connection to it";
    }

    private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
