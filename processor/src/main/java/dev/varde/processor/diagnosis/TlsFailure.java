package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// A certificate or a TLS handshake was refused, and the program gave up.
final class TlsFailure implements Rule {
    @Override
    public Cause cause() {
        return Cause.TLS_FAILURE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w ->
                        w.finding(
                                "could not agree on TLS with the other side, or read its own "
                                        + "certificate",
                                advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Look at the certificate and at the clock",
                        List.of(
                                "openssl s_client -connect HOST:PORT -servername HOST </dev/null | openssl x509 -noout -dates -issuer",
                                "timedatectl"),
                        "Expired, issued by nobody that is trusted here, for another name, or a "
                                + "clock that is wrong."),
                new Advice(
                        "Renew, or add the issuer to the trust store",
                        List.of("update-ca-certificates"),
                        "Switching the check off hides the next fault."));
    }
}
