package dev.varde.notifier.match;

import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varde.events.Incident;
import dev.varde.events.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchersTest {
    private static final Incident KILLED = incident("i").phase(Phase.RUNNING).build();

    @ParameterizedTest
    @CsvSource({
        "cause,oom-kill,true",
        "cause,hang,false",
        "confidence,certain,true",
        "confidence,likely,false",
        "severity,critical,true",
        "severity,CRITICAL,false",
        "severity,warning,false",
        "service,kontali-backend,true",
        "service,kontali,false",
        "host,web-1,true",
        "host,web-2,false",
        "state,open,true",
        "state,gave-up,false",
        "phase,running,true",
        "phase,starting,false",
        "environment,production,true",
        "environment,test,false",
        "team,erp,false",
        "service,~kontali-.*,true",
        "service,~kontali,false",
        "host,~web-[0-9]+,true",
        "host,~(db|cache)-[0-9]+,false",
        "team,~.*,false"
    })
    void aMatcherLooksAtLabelsAndAtWhatTheIncidentIs(String name, String value, boolean matches) {
        Matchers matchers = Matchers.checked(Map.of(name, List.of("other", value)), Map.of());

        assertThat(matchers.matches(KILLED)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "environment,production,false",
        "environment,test,true",
        "team,erp,true",
        "host,~web-.*,false",
        "cause,hang,true"
    })
    void whatIsExcludedDoesNotMatchAndWhatIsMissingExcludesNothing(
            String name, String value, boolean matches) {
        Matchers matchers =
                Matchers.checked(
                        Map.of("cause", List.of("oom-kill")), Map.of(name, List.of(value)));

        assertThat(matchers.matches(KILLED)).isEqualTo(matches);
    }

    @Test
    void oneExclusionOfSeveralIsEnough() {
        Matchers matchers =
                Matchers.checked(
                        Map.of(),
                        Map.of("host", List.of("web-9"), "environment", List.of("production")));

        assertThat(matchers.matches(KILLED)).isFalse();
    }

    @Test
    void allMatchersMustHold() {
        assertThat(
                        Matchers.checked(
                                        Map.of(
                                                "cause",
                                                List.of("oom-kill"),
                                                "host",
                                                List.of("web-2")),
                                        Map.of())
                                .matches(KILLED))
                .isFalse();
    }

    @Test
    void aHostsIncidentHasNoService() {
        Matchers any = Matchers.checked(Map.of("service", List.of("~.*")), Map.of());

        assertThat(any.matches(incident("i").service(null).build())).isFalse();
    }

    @Test
    void theReasonSaysWhatMatchedAndNothingThatTurnsATerminal() {
        Incident hostile =
                incident("i").labels(Map.of("team", "erp\u001b[31m\n" + "x".repeat(500))).build();
        Matchers matchers = Matchers.checked(Map.of("team", List.of("~(?s)erp.*")), Map.of());

        String reason = matchers.matching(hostile).orElseThrow();

        assertThat(reason)
                .startsWith("team erp")
                .hasSizeLessThan(80)
                .doesNotContain("\u001b", "\n");
        assertThat(Matchers.EVERYTHING.matching(hostile)).contains("everything");
    }

    @Test
    void aPatternThatCannotBeUsedIsRefusedWithItsReason() {
        Map<String, List<String>> bad = Map.of("host", List.of("~(a", "~web"));

        assertThat(Matchers.of(bad, Map.of())).isInstanceOf(Matchers.Made.Refused.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matchers.checked(Map.of(), bad))
                .withMessageContaining("the pattern of host cannot be used");
    }

    @ParameterizedTest
    @CsvSource({
        "service,kontali-backend,true",
        "service,~kontali-.*,true",
        "host,~web-[0-9]+,true",
        "severity,warning,true",
        "service,~.*,false",
        "service,~.+,false",
        "service,~[^/]*,false",
        "service,'~(kontali|.*)',false",
        "host,~[a-z].*,false",
        "host,~.*[a-z].*,false",
        "severity,~.*,false",
        "severity,~(warning|critical),false",
        "state,~.*o.*,true",
        "environment,~[\\p{L}\\p{N}._-]+,false"
    })
    void aMatcherThatTakesNearlyAnythingIsNotNarrow(String name, String value, boolean narrow) {
        assertThat(Matchers.checked(Map.of(name, List.of(value)), Map.of()).isNarrow())
                .isEqualTo(narrow);
    }

    @Test
    void allSeveritiesTogetherAreNotNarrowNorIsWhatOnlyExcludes() {
        Map<String, List<String>> all = Map.of("severity", List.of("warning", "critical"));

        assertThat(Matchers.checked(all, Map.of()).isNarrow()).isFalse();
        assertThat(Matchers.checked(Map.of(), Map.of("host", List.of("web-1"))).isNarrow())
                .isFalse();
        assertThat(Matchers.EVERYTHING.isNarrow()).isFalse();
    }
}
