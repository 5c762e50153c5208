package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Reach;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.unruly.Certificates;
import dev.varde.notifier.unruly.Certificates.Flaw;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import dev.varde.notifier.webhook.body.Links;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir static Path folder;
    private static Certificates certificates;
    private static Caller caller;

    @BeforeAll
    static void make() throws Exception {
        certificates = new Certificates(folder);
        caller =
                new Caller(
                        _ -> new InetAddress[] {LOOPBACK},
                        new PemTrustOptions().addCertPath(certificates.authority().toString()));
    }

    @AfterAll
    static void close() {
        caller.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED,its certificate has expired",
        "SELF_SIGNED,its certificate is of no authority that is known here",
        "WRONG_NAME,its certificate is for another name"
    })
    void aBadCertificateIsSaidAndNothingIsSent(Flaw flaw, String said) throws Exception {
        try (UnrulyReceiver receiver =
                new UnrulyReceiver(LOOPBACK, certificates.server(flaw), _ -> Manner.TAKES)) {
            assertThat(send("https://localhost:" + receiver.port() + "/"))
                    .isEqualTo(new Outcome.Temporary(null, said, null));
            assertThat(receiver.got()).isEmpty();
        }
    }

    @Test
    void aGoodCertificateIsCheckedAgainstTheNameAndNotTheAddress() throws Exception {
        try (UnrulyReceiver receiver =
                new UnrulyReceiver(LOOPBACK, certificates.server(Flaw.NONE), _ -> Manner.TAKES)) {
            assertThat(send("https://localhost:" + receiver.port() + "/"))
                    .isInstanceOf(Outcome.Delivered.class);
            assertThat(send("https://elsewhere.test:" + receiver.port() + "/"))
                    .isEqualTo(
                            new Outcome.Temporary(
                                    null, "its certificate is for another name", null));
            assertThat(receiver.got()).hasSize(1);
        }
    }

    @Test
    void aServerWithoutTlsIsNoServer() throws Exception {
        try (UnrulyReceiver receiver = UnrulyReceiver.always(Manner.TALKS_NONSENSE)) {
            assertThat(send("https://localhost:" + receiver.port() + "/"))
                    .isEqualTo(
                            new Outcome.Temporary(null, "no trusted TLS connection to it", null));
        }
    }

    private static Outcome send(String url) {
        return new WebhookChannel(caller, Hooks.target(url, Format.VARDE, Reach.INSIDE), Links.NONE)
                .send(Hooks.OPENED, NOON);
    }
}
