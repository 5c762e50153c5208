package dev.varde.processor.diagnosis;

import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.ExitStatus;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.Signals;
import dev.varde.events.config.Configuration.LineTerm.Phrase;
import dev.varde.events.config.Configuration.OwnRule;
import dev.varde.processor.Cast;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteRuleTest {
    private static final Cause LICENSE = new Cause("license-expired");
    private static final Advice RENEW = new Advice("Renew it", List.of("renew"), "It ended.");
    private static final String LINE = "FATAL license expired on 2026-11-01";

    @Test
    void aLineOfTheProgramBeforeItsEndIsWhatTheSiteSaysItIs() {
        Finding best = diagnosed(new Scenario().running().lines("start", LINE), rule()).best();

        assertThat(best.cause()).isEqualTo(LICENSE);
        assertThat(best.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(best.severity()).isEqualTo(Severity.WARNING);
        assertThat(best.advice()).containsExactly(RENEW);
        assertThat(best.evidence().getFirst().text()).isEqualTo(LINE);
        assertThat(best.summary())
                .isEqualTo(
                        "kontali-backend on web-1 ended after it said: "
                                + LINE
                                + " (exit code 1; rule license)");
    }

    @Test
    void itSpeaksBeforeTheRulesAboutWordsInGeneral() {
        Scenario s = new Scenario().running().lines("bind: Address already in use", LINE);

        Diagnosis d = diagnosed(s, rule());

        assertThat(d.best().cause()).isEqualTo(LICENSE);
        assertThat(d.others()).extracting(Finding::cause).contains(Cause.PORT_IN_USE);
    }

    @Test
    void itNeverSpeaksBeforeTheKernel() {
        Scenario s = new Scenario().running().lines(LINE).exits(1).oom(DEATH, PID, OomScope.GLOBAL);

        Diagnosis d = diagnosed(s, rule());

        assertThat(d.best().cause()).isEqualTo(Cause.OOM_KILL);
        assertThat(d.others()).extracting(Finding::cause).contains(LICENSE);
    }

    @Test
    void whoWasKilledFromOutsideDidNotEndOfItsWords() {
        Scenario s = new Scenario().running().lines(LINE).killedBy(Signals.KILL);

        assertThat(diagnosed(s, rule()).best().cause()).isEqualTo(Cause.KILLED_BY_SIGNAL);
    }

    @Test
    void anotherServiceIsNotItsBusiness() {
        OwnRule rule = rule(new ServiceName("other"));

        assertThat(diagnosed(new Scenario().running().lines(LINE), rule).best().cause())
                .isEqualTo(Cause.EXIT_UNEXPLAINED);
    }

    @Test
    void aLineOfAnotherProcessIsNotItsOwn() {
        Scenario s = new Scenario().running();
        s.loggedBy(77, DEATH - 5, LINE);
        s.see(Cast.kontali(DEATH - 4, worker(77)));

        assertThat(diagnosed(s, rule()).best().cause()).isEqualTo(Cause.EXIT_UNEXPLAINED);
    }

    @Test
    void aLineLongBeforeTheEndIsNotItsReason() {
        Scenario s = new Scenario().running().logged(DEATH - 300, LINE);

        assertThat(diagnosed(s, rule()).best().cause()).isEqualTo(Cause.EXIT_UNEXPLAINED);
    }

    @Test
    void theFirstRuleThatSpeaksIsBelieved() {
        OwnRule other =
                new OwnRule(
                        "b",
                        List.of(new Phrase("fatal")),
                        List.of(),
                        new Cause("other"),
                        Severity.CRITICAL,
                        List.of(),
                        List.of());

        Diagnosis d =
                Diagnosis.of(
                        new Scenario().running().lines(LINE).death(),
                        SiteRules.of(List.of(rule(), other)));

        assertThat(d.best().cause()).isEqualTo(LICENSE);
    }

    private static Diagnosis diagnosed(Scenario s, OwnRule rule) {
        return Diagnosis.of(s.death(), SiteRules.of(List.of(rule)));
    }

    private static OwnRule rule(ServiceName... services) {
        return new OwnRule(
                "license",
                List.of(new Phrase("license expired")),
                List.of(new Phrase("trial")),
                LICENSE,
                Severity.WARNING,
                List.of(RENEW),
                List.of(services));
    }

    private static ProcessExited worker(int pid) {
        return new ProcessExited(
                new ProcessKey(pid, pid),
                Role.WORKER,
                "worker",
                Cast.at(1),
                ExitStatus.exited(0),
                null,
                null,
                List.of(),
                1);
    }
}
