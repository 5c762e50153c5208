package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.Orders;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import dev.varde.standalone.doctor.Section.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final SigningKey KEY = SigningKey.make();

    private static List<Service> service(@Nullable RestartAction restart) {
        return List.of(
                new Service(
                        new ServiceName("a"),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        restart));
    }

    @Test
    void theKeysThatAreTrustedAreNamed() {
        var line =
                Sources.orders(
                                service(new RestartAction.RestartContainer("a")),
                                new Orders(null, TrustedKeys.of(KEY.trusted()), OrderLimit.USUAL))
                        .orElseThrow();

        assertThat(line.status()).isEqualTo(Status.OK);
        assertThat(line.what()).contains("trusted keys " + KEY.trusted().id(), "10 restarts");
    }

    @Test
    void whereNoneIsTrustedItIsSaidHowToMendIt() {
        var line =
                Sources.orders(service(new RestartAction.RestartUnit("a.service")), Orders.USUAL)
                        .orElseThrow();

        assertThat(line.status()).isEqualTo(Status.UNKNOWN);
        assertThat(line.cure()).contains("varde keys show", "trust:");
    }

    @Test
    void whereNothingIsRestartedNothingIsSaid() {
        assertThat(Sources.orders(service(null), Orders.USUAL)).isEmpty();
    }
}
