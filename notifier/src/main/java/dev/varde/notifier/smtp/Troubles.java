package dev.varde.notifier.smtp;

import dev.varde.notifier.text.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in words what went wrong with a connection, and what to do where that is known.
final class Troubles {
    private static final int LONGEST = 160;

    private Troubles() {}

    static String words(IOException e, MailServer server) {
        if (Thread.currentThread().isInterrupted()) {
            return "the notifier stopped meanwhile";
        }
        return switch (e) {
            case UnknownHostException _ -> "the mail server's name is not known";
            case ConnectException _ -> "no connection to the mail server";
            case NoRouteToHostException _ -> "no way to the mail server";
            case SocketTimeoutException _ -> "the mail server did not answer in time";
            case EOFException _ -> "the mail server hung up";
            case Unfit _ -> "the mail server makes no sense: " + e.getMessage();
            case SSLException _ -> tls(e, server);
            default -> "the connection to the mail server broke";
        };
    }

    private static String tls(IOException e, MailServer server) {
        String said = String.valueOf(e.getMessage());
        if (within(e, CertificateExpiredException.class)
                || within(e, CertificateNotYetValidException.class)) {
            return "the mail server's certificate is not valid at this time; renew it there";
        }
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return "the mail server's certificate is not for "
                    + SafeText.line(server.host(), LONGEST)
                    + "; write the name it is for as mail.host";
        }
        if (said.contains("certification path") || said.contains("PKIX")) {
            return "the mail server's certificate is of no authority that Java trusts; put the"
                    + " authority into a trust store and name it with"
                    + " -Djavax.net.ssl.trustStore in JAVA_TOOL_OPTIONS";
        }
        return "TLS with the mail server failed: " + SafeText.line(said, LONGEST);
    }

    private static boolean within(@Nullable Throwable e, Class<? extends Throwable> kind) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
