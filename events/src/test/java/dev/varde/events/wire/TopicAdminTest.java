package dev.varde.events.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class TopicAdminTest {
    @Test
    void aBrokerThatDoesNotAnswerIsNamedInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();

            assertThatThrownBy(() -> TopicAdmin.ensure(servers, 300))
                    .isInstanceOf(TopicAdmin.Unavailable.class)
                    .hasMessageContaining(servers);
        }
    }

    @Test
    void anAddressThatIsNoneIsUnavailableToo() {
        assertThatThrownBy(() -> TopicAdmin.ensure("no port", 300))
                .isInstanceOf(TopicAdmin.Unavailable.class);
    }
}
