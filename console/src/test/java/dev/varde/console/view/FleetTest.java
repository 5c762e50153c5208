package dev.varde.console.view;

import static dev.varde.console.Sample.KONTALI;
import static dev.varde.console.Sample.NOON;
import static dev.varde.console.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final Fleet fleet = new Fleet();

    @Test
    void hostsAreBoundedAndTheOneUnheardOfForLongestGoes() {
        for (int i = 0; i < Fleet.MOST_HOSTS + 5; i++) {
            HostName host = new HostName("host-" + i);
            fleet.see(event(host, NOON, null, Sample.hostMemory()), NOON.plusMillis(i));
        }
        assertThat(fleet.hosts(NOON))
                .hasSize(Fleet.MOST_HOSTS)
                .extracting(HostView::name)
                .doesNotContain("host-0", "host-4")
                .contains("host-5", "host-2004");
    }

    @Test
    void instancesAreBoundedToo() {
        for (int i = 0; i < Fleet.MOST_INSTANCES + 3; i++) {
            ServiceName service = new ServiceName("service-" + i);
            fleet.see(event(NOON.plusMillis(i), service, Sample.passed("http")), NOON);
        }
        assertThat(fleet.services(NOON))
                .hasSize(Fleet.MOST_INSTANCES)
                .extracting(ServiceView::service)
                .doesNotContain("service-0", "service-2")
                .contains("service-3");
    }

    @Test
    void servicesThatNeedALookStandFirst() {
        fleet.see(event(NOON, new ServiceName("a"), Sample.passed("http")), NOON);
        fleet.see(event(NOON, new ServiceName("z"), Sample.failed("http", 2, "")), NOON);
        fleet.see(event(NOON, new ServiceName("y"), Sample.failed("http", 2, "")), NOON);
        assertThat(fleet.services(NOON))
                .extracting(ServiceView::service)
                .containsExactly("y", "z", "a");
    }

    @Test
    void hostsStandByName() {
        for (String name : new String[] {"web-2", "db-1", "web-1"}) {
            fleet.see(event(new HostName(name), NOON, null, Sample.hostMemory()), NOON);
        }
        assertThat(fleet.hosts(NOON))
                .extracting(HostView::name)
                .containsExactly("db-1", "web-1", "web-2");
    }

    @Test
    void whatAHostSaidOfItselfIsShown() {
        fleet.see(event(NOON, null, Sample.started(KONTALI)), NOON);
        fleet.see(event(NOON, null, Sample.hostMemory()), NOON);
        fleet.see(event(NOON, null, Sample.disk("/", 0.25)), NOON);
        HostView host = fleet.hosts(NOON).getFirst();
        assertThat(host.about())
                .isNotNull()
                .returns("6.12.9-amd64", HostView.About::kernel)
                .returns(2, HostView.About::processors);
        assertThat(host.memory())
                .isNotNull()
                .satisfies(m -> assertThat(m.used()).isBetween(0.68, 0.69));
        assertThat(host.disks())
                .singleElement()
                .satisfies(d -> assertThat(d.used()).isBetween(0.24, 0.26));
    }

    @Test
    void anOlderSampleNeverReplacesANewerOne() {
        fleet.see(event(NOON, null, Sample.disk("/", 0.5)), NOON);
        fleet.see(event(NOON.minusSeconds(60), null, Sample.disk("/", 0.1)), NOON);
        assertThat(fleet.hosts(NOON).getFirst().disks())
                .singleElement()
                .satisfies(d -> assertThat(d.used()).isBetween(0.49, 0.51));
    }
}
