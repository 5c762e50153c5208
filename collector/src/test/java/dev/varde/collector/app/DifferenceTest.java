package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.probe.Configured;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.ProcessMatch.ByPort;
import dev.varde.events.config.Configuration.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Service KONTALI = Configured.kontali(new ByPort(8000));
    private static final Service REDIS =
            Configured.service(new ServiceName("redis"), new ByPort(6379), List.of());

    private static Configuration on(String host, Map<String, String> labels, Service... services) {
        Configuration plain = Configured.of(services);
        return new Configuration(
                new Configuration.Host(new HostName(host), labels),
                plain.kafka(),
                plain.services(),
                plain.redFlags(),
                plain.mail(),
                plain.receivers(),
                plain.routes(),
                plain.restarts());
    }

    @Test
    void whatCameWentAndChangedIsSaidInWords() {
        Service changed =
                Configured.service(
                        Configured.KONTALI,
                        new ByPort(8001),
                        List.of("/var/log/kontali.log"),
                        Configured.check(CheckKind.TCP, "127.0.0.1:8001"));
        Service fresh = Configured.service(new ServiceName("web"), new ByPort(80), List.of());

        Difference difference =
                Difference.between(Configured.of(KONTALI, REDIS), Configured.of(changed, fresh));

        assertThat(difference.changes())
                .containsExactly(
                        "service kontali: process, health, logs",
                        "service web is new",
                        "service redis is no longer watched");
        assertThat(difference.refused()).isEmpty();
    }

    @Test
    void theSameIsNoDifference() {
        Difference difference =
                Difference.between(Configured.of(KONTALI, REDIS), Configured.of(REDIS, KONTALI));

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.refused()).isEmpty();
    }

    @Test
    void labelsOfTheHostMayChange() {
        Difference difference =
                Difference.between(
                        on("web-1", Map.of(), KONTALI), on("web-1", Map.of("a", "b"), KONTALI));

        assertThat(difference.changes()).containsExactly("the host's labels");
        assertThat(difference.refused()).isEmpty();
    }

    @Test
    void redFlagsAndWhatIsRedactedMayChange() {
        Configuration before = Configured.of(KONTALI);
        Configuration now =
                new Configuration(
                        before.host(),
                        before.kafka(),
                        before.services(),
                        new Configuration.RedFlags(1 << 30, 0.5, true),
                        before.mail(),
                        before.receivers(),
                        before.routes(),
                        before.restarts(),
                        new Configuration.Redaction(List.of(), List.of(), false, true));

        Difference difference = Difference.between(before, now);

        assertThat(difference.changes()).containsExactly("the red flags", "what is redacted");
        assertThat(difference.refused()).isEmpty();
    }

    @Test
    void theNameOfTheHostMayNot() {
        Difference difference = Difference.between(on("web-1", Map.of()), on("web-2", Map.of()));

        assertThat(difference.refused())
                .singleElement()
                .asString()
                .startsWith("host.name: this cannot change while the collector runs")
                .contains("web-1");
    }
}
