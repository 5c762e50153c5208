package dev.varde.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.api.Admission.Decision;
import dev.varde.console.api.Admission.Request;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final String TOKEN = "k".repeat(43);
    private static final Admission ADMISSION = new Admission(TOKEN, Set.of("web-1"));

    private static Request get(String path, @Nullable String host, @Nullable String cookie) {
        return new Request("GET", path, host, null, null, cookie, null, false, false);
    }

    private static Request post(
            @Nullable String cookie, @Nullable String authorization, boolean marked) {
        return new Request(
                "POST", "/api/x", "127.0.0.1", null, null, cookie, authorization, marked, false);
    }

    private static int status(Request request) {
        return switch (ADMISSION.decide(request)) {
            case Decision.Admit _ -> 200;
            case Decision.Welcome _ -> 303;
            case Decision.AskAgain _ -> 200;
            case Decision.AskToken _ -> 401;
            case Decision.Refuse r -> r.status();
        };
    }

    private static Request link(String path, @Nullable String asked, @Nullable String token) {
        return new Request("GET", path, "localhost", asked, token, null, null, false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge", "silence"})
    void whoIsNotLoggedInComesBackToWhatTheMailAsked(String asked) {
        assertThat(ADMISSION.decide(link("/incidents/a%20b", asked, null)))
                .isEqualTo(new Decision.AskToken("/incidents/a%20b", asked));
        assertThat(ADMISSION.decide(link("/incidents/a%20b", asked, TOKEN)))
                .isEqualTo(new Decision.Welcome("/incidents/a%20b?do=" + asked));
    }

    @Test
    void nothingElseThatIsAskedComesAlong() {
        assertThat(ADMISSION.decide(link("/incidents/i", "\"><script>", null)))
                .isEqualTo(new Decision.AskToken("/incidents/i", null));
        assertThat(ADMISSION.decide(link("/incidents/i", "close", TOKEN)))
                .isEqualTo(new Decision.Welcome("/incidents/i"));
    }

    @Test
    void aLinkOfAnotherSiteIsFollowedOnceMoreFromHere() {
        Request foreign =
                new Request(
                        "GET",
                        "/incidents/i",
                        "localhost",
                        "silence",
                        null,
                        null,
                        null,
                        false,
                        true);

        assertThat(ADMISSION.decide(foreign))
                .isEqualTo(new Decision.AskAgain("/incidents/i?do=silence"));
    }

    @Test
    void theApiAsksForNoTokenByAPage() {
        assertThat(ADMISSION.decide(link("/api/incidents", null, null)))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void theCookieOpens() {
        assertThat(status(get("/", "localhost", TOKEN))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/varde.js", "/api/state", "/api/stream", "/q/", "/q/healthy", "/x"})
    void nothingButTheOpenIsServedWithoutTheToken(String path) {
        assertThat(status(get(path, "localhost", null))).isEqualTo(401);
        assertThat(status(get(path, "localhost", ""))).isEqualTo(401);
        assertThat(status(get(path, "localhost", TOKEN.substring(1)))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/varde.css", "/varde.svg", "/q/health", "/q/health/ready", "/q/metrics"})
    void styleAndHealthAreOpenByAnyName(String path) {
        assertThat(status(get(path, "anything.example", null))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "10.1.2.3", "::1", "web-1"})
    void itsOwnNamesAndAddressesAreKnown(String host) {
        assertThat(status(get("/", host, TOKEN))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil", "", "1.2.3"})
    void aForeignNameIsRefusedEvenWithTheToken(String host) {
        assertThat(status(get("/", host, TOKEN))).isEqualTo(421);
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(status(get("/", null, TOKEN))).isEqualTo(421);
    }

    @Test
    void theLinkIsTurnedIntoACookieAndThePathWithoutTheToken() {
        Request request = link("/incidents/i-1", null, TOKEN);
        assertThat(ADMISSION.decide(request)).isEqualTo(new Decision.Welcome("/incidents/i-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "/a//b", "/%0d%0aX: y", "/a b"})
    void aRedirectNeverLeavesTheConsole(String path) {
        Request request = link(path, null, TOKEN);
        assertThat(ADMISSION.decide(request)).isEqualTo(new Decision.Welcome("/"));
    }

    @Test
    void aWrongTokenInTheLinkIsRefused() {
        Request request = link("/", null, "wrong");
        assertThat(status(request)).isEqualTo(401);
    }

    @Test
    void aTokenInTheQueryOfAPostOpensNothing() {
        Request request =
                new Request("POST", "/api/x", "localhost", null, TOKEN, null, null, true, false);
        assertThat(status(request)).isEqualTo(401);
    }

    @Test
    void aBearerMayActWithoutTheMark() {
        assertThat(status(post(null, "Bearer " + TOKEN, false))).isEqualTo(200);
        assertThat(status(post(null, "bearer " + TOKEN, false))).isEqualTo(200);
        assertThat(status(post(null, "Basic " + TOKEN, false))).isEqualTo(401);
        assertThat(status(post(null, TOKEN, false))).isEqualTo(401);
    }

    @Test
    void aCookieMayActOnlyWithTheMarkThatNoOtherSiteCanSend() {
        assertThat(status(post(TOKEN, null, false))).isEqualTo(403);
        assertThat(status(post(TOKEN, "Bearer wrong", false))).isEqualTo(403);
        assertThat(status(post(TOKEN, null, true))).isEqualTo(200);
    }
}
