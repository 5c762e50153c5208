package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static dev.varde.collector.order.Cast.REDIS;
import static dev.varde.collector.order.Cast.order;
import static dev.varde.collector.order.Cast.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final List<Service> SERVICES =
            List.of(service(KONTALI, "/usr/bin/restart-kontali", "now"), service(REDIS));

    @Test
    void aKnownServiceWithAnActionIsRestartedByItsOwnAction() {
        assertThat(Judgement.of(order("o1", KONTALI), SERVICES, false, false, NOON))
                .isEqualTo(
                        new Judgement.CarryOut(
                                new RestartAction.RunCommand(
                                        List.of("/usr/bin/restart-kontali", "now"))));
    }

    @Test
    void anOrderExpiresAtItsTime() {
        assertThat(
                        Judgement.of(
                                order("o1", KONTALI),
                                SERVICES,
                                false,
                                false,
                                NOON.plusSeconds(119)))
                .isInstanceOf(Judgement.CarryOut.class);
        assertThat(
                        Judgement.of(
                                order("o1", KONTALI),
                                SERVICES,
                                false,
                                false,
                                NOON.plusSeconds(120)))
                .isEqualTo(new Judgement.Refuse("the order expired at 2026-11-24T12:02:00Z"));
    }

    @Test
    void anOrderSeenBeforeIsPassedOverEvenWhenItHasExpired() {
        assertThat(Judgement.of(order("o1", KONTALI), SERVICES, true, true, NOON.plusSeconds(500)))
                .isEqualTo(new Judgement.PassOver());
    }

    @Test
    void strangersServicesWithoutActionAndBusyOnesAreRefused() {
        assertThat(
                        Judgement.of(
                                order("o1", new dev.varde.events.ServiceName("x")),
                                SERVICES,
                                false,
                                false,
                                NOON))
                .isEqualTo(new Judgement.Refuse("no service x is configured on this host"));
        assertThat(Judgement.of(order("o1", REDIS), SERVICES, false, false, NOON))
                .isEqualTo(new Judgement.Refuse("service redis has no restart action"));
        assertThat(Judgement.of(order("o1", KONTALI), SERVICES, false, true, NOON))
                .isEqualTo(new Judgement.Refuse("another restart of kontali-backend is under way"));
    }

    @Test
    void aUnitIsRestartedBySystemctlWithItsNameBehindTheOptions() {
        RestartAction unit = new RestartAction.RestartUnit("--now.service");
        assertThat(Actions.argv(unit))
                .containsExactly(
                        "systemctl", "--no-ask-password", "restart", "--", "--now.service");
        assertThat(Actions.inWords(unit)).isEqualTo("unit --now.service");
    }

    @Test
    void onlyTheFirstWordOfACommandIsTold() {
        RestartAction command =
                new RestartAction.RunCommand(List.of("/bin/restart", "--password", "x"));
        assertThat(Actions.inWords(command)).isEqualTo("command /bin/restart");
    }
}
