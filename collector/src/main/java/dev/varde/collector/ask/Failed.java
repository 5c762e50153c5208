package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/// What an exception says of the other side.
final class Failed {
    private static final int DEEPEST = 10;

    private Failed() {}

    static Answer of(Throwable thrown) {
        return switch (thrown) {
            case SocketTimeoutException e -> Answer.bad(Failure.TIMEOUT, said(e));
            case NoRouteToHostException e -> Answer.bad(Failure.UNREACHABLE, said(e));
            case UnknownHostException e ->
                    Answer.bad(Failure.UNREACHABLE, "no address for " + e.getMessage());
            case PortUnreachableException e -> Answer.bad(Failure.UNREACHABLE, said(e));
            case ConnectException e -> connect(e);
            case EOFException e -> Answer.bad(Failure.CLOSED, said(e));
            case ClosedChannelException e -> Answer.bad(Failure.CLOSED, said(e));
            case ProtocolException e -> Answer.bad(Failure.PROTOCOL, said(e));
            case SSLException e -> secure(e);
            case SocketException e -> socket(said(e));
            default -> lost(said(thrown));
        };
    }

    static Answer late(Duration timeout) {
        boolean whole = timeout.toMillis() % 1000 == 0;
        String words = whole ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
        return Answer.bad(Failure.TIMEOUT, "no answer within " + words);
    }

    private static Answer connect(ConnectException e) {
        String text = said(e);
        if (text.contains("unreachable") || text.contains("No route")) {
            return Answer.bad(Failure.UNREACHABLE, text);
        }
        return text.contains("timed out")
                ? Answer.bad(Failure.TIMEOUT, text)
                : Answer.bad(Failure.REFUSED, "connection refused");
    }

    private static Answer socket(String text) {
        return text.contains("unreachable")
                ? Answer.bad(Failure.UNREACHABLE, text)
                : Answer.bad(
                        text.contains("Too many open files") ? Failure.ERROR : Failure.CLOSED,
                        text);
    }

    /// Channels say what happened to a connection in plain `IOException`s.
    private static Answer lost(String text) {
        return text.contains("reset") || text.contains("Broken pipe")
                ? Answer.bad(Failure.CLOSED, text)
                : Answer.bad(Failure.ERROR, text);
    }

    private static Answer secure(SSLException e) {
        Throwable cause = e;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertPathBuilderException) {
                return Answer.bad(Failure.CERTIFICATE, said(cause));
            }
            cause = cause.getCause();
        }
        return Answer.bad(Failure.PROTOCOL, "no secure connection: " + said(e));
    }

    private static String said(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
