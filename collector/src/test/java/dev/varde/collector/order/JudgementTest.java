package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.KEY;
import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static dev.varde.collector.order.Cast.REDIS;
import static dev.varde.collector.order.Cast.order;
import static dev.varde.collector.order.Cast.service;
import static dev.varde.collector.order.Cast.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HostName;
import dev.varde.events.RestartOrder;
import dev.varde.events.RestartOrder.Action;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final Service BACKEND = service(KONTALI, "/usr/bin/restart-kontali", "now");
    private static final Terms TERMS = Cast.terms(BACKEND, service(REDIS));
    private static final Judgement.Past NOTHING = new Judgement.Past(false, 0, false);

    private static Judgement of(RestartOrder order, Instant now) {
        return Judgement.of(order, TERMS, NOTHING, now);
    }

    private static RestartOrder lasting(Instant issued, Duration life) {
        RestartOrder o = unsigned("o1", KONTALI);
        return KEY.sign(
                new RestartOrder(
                        o.id(), o.host(), o.service(), null, 1, issued, issued.plus(life), "x"));
    }

    private static String refusal(Judgement judgement) {
        assertThat(judgement).isInstanceOf(Judgement.Refuse.class);
        return ((Judgement.Refuse) judgement).reason();
    }

    private static String distrust(Judgement judgement) {
        assertThat(judgement).isInstanceOf(Judgement.Distrust.class);
        return ((Judgement.Distrust) judgement).reason();
    }

    @Test
    void aKnownServiceWithAnActionIsRestartedByItsOwnAction() {
        assertThat(of(order("o1", KONTALI), NOON)).isEqualTo(new Judgement.CarryOut(BACKEND));
    }

    @Test
    void whatNobodyTrustedSignedIsDistrustedBeforeAllElse() {
        SigningKey stranger = SigningKey.make();
        RestartOrder expired = lasting(NOON.minusSeconds(900), Duration.ofSeconds(60));

        assertThat(distrust(of(unsigned("o1", KONTALI), NOON))).contains("not signed");
        assertThat(distrust(of(stranger.sign(unsigned("o1", KONTALI)), NOON)))
                .contains(stranger.trusted().id(), KEY.trusted().id());
        assertThat(distrust(of(expired.with(Action.DUMP), NOON))).contains("altered");
        Terms nobody = new Terms(TERMS.host(), List.of(), TrustedKeys.NOBODY, OrderLimit.USUAL);
        assertThat(distrust(Judgement.of(order("o1", KONTALI), nobody, NOTHING, NOON)))
                .contains("trusts no key");
    }

    @Test
    void anotherHostsOrderIsRefused() {
        RestartOrder o = unsigned("o1", KONTALI);
        RestartOrder others =
                KEY.sign(
                        new RestartOrder(
                                o.id(),
                                new HostName("web-2"),
                                KONTALI,
                                null,
                                1,
                                NOON,
                                NOON.plusSeconds(60),
                                "varde"));
        assertThat(refusal(of(others, NOON))).contains("web-2").contains("web-1");
    }

    @Test
    void anOrderExpiresAtItsTime() {
        assertThat(of(order("o1", KONTALI), NOON.plusSeconds(59)))
                .isInstanceOf(Judgement.CarryOut.class);
        assertThat(of(order("o1", KONTALI), NOON.plusSeconds(60)))
                .isEqualTo(new Judgement.Refuse("the order expired at 2026-11-24T12:01:00Z"));
    }

    @Test
    void anOrderFromTheFutureAndOneThatLivesTooLongAreRefused() {
        Duration minute = Duration.ofSeconds(60);

        assertThat(of(lasting(NOON.plusSeconds(10), minute), NOON))
                .isInstanceOf(Judgement.CarryOut.class);
        assertThat(refusal(of(lasting(NOON.plusSeconds(11), minute), NOON))).contains("clock");
        assertThat(refusal(of(lasting(NOON, minute.plusMillis(1)), NOON))).contains("at most 60");
    }

    @Test
    void anOrderSeenBeforeIsPassedOverEvenWhenItHasExpired() {
        Judgement.Past past = new Judgement.Past(true, 99, true);
        assertThat(Judgement.of(order("o1", KONTALI), TERMS, past, NOON.plusSeconds(500)))
                .isEqualTo(new Judgement.PassOver());
    }

    @Test
    void strangersServicesWithoutActionAndBusyOnesAreRefused() {
        assertThat(of(order("o1", new ServiceName("x")), NOON))
                .isEqualTo(new Judgement.Refuse("no service x is configured on this host"));
        assertThat(of(order("o1", REDIS), NOON))
                .isEqualTo(new Judgement.Refuse("service redis has no restart action"));
        Judgement.Past busy = new Judgement.Past(false, 0, true);
        assertThat(Judgement.of(order("o1", KONTALI), TERMS, busy, NOON))
                .isEqualTo(new Judgement.Refuse("another order for kontali-backend is under way"));
    }

    @Test
    void theHostsOwnLimitHoldsForRestartsAndNotForLooking() {
        Judgement.Past often = new Judgement.Past(false, 10, false);
        RestartOrder dump = KEY.sign(unsigned("o1", KONTALI).with(Action.DUMP));

        assertThat(refusal(Judgement.of(order("o1", KONTALI), TERMS, often, NOON)))
                .contains("10 times within 10 min");
        assertThat(Judgement.of(dump, TERMS, often, NOON)).isInstanceOf(Judgement.CarryOut.class);
        assertThat(
                        Judgement.of(
                                KEY.sign(unsigned("o1", REDIS).with(Action.DUMP)),
                                TERMS,
                                NOTHING,
                                NOON))
                .isInstanceOf(Judgement.CarryOut.class);
    }

    @Test
    void eachActionIsAProgramWithItsWordsAndNoShell() {
        assertThat(Actions.argv(new RestartAction.RestartUnit("--now.service")))
                .containsExactly(
                        "systemctl", "--no-ask-password", "restart", "--", "--now.service");
        assertThat(Actions.preparation(new RestartAction.RestartUnit("--now.service")))
                .containsExactly(
                        "systemctl", "--no-ask-password", "reset-failed", "--", "--now.service");
        assertThat(Actions.preparation(new RestartAction.RestartContainer("kontali"))).isEmpty();
        assertThat(Actions.argv(new RestartAction.RestartContainer("kontali")).subList(1, 4))
                .containsExactly("restart", "--", "kontali");
        assertThat(Actions.argv(new RestartAction.RestartProgram("web:kontali_00")))
                .containsExactly("supervisorctl", "restart", "web:kontali_00");
    }

    @Test
    void anActionIsToldInWordsWithoutTheArgumentsOfACommand() {
        assertThat(Actions.inWords(new RestartAction.RestartUnit("a.service")))
                .isEqualTo("unit a.service");
        assertThat(Actions.inWords(new RestartAction.RestartContainer("a")))
                .isEqualTo("container a");
        assertThat(Actions.inWords(new RestartAction.RestartProgram("a")))
                .isEqualTo("supervisor a");
        assertThat(
                        Actions.inWords(
                                new RestartAction.RunCommand(
                                        List.of("/bin/restart", "--password", "x"))))
                .isEqualTo("command /bin/restart");
    }
}
