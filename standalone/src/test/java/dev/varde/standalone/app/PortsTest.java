package dev.varde.standalone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.start.CannotStart;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void zeroIsAnyFreePort() throws CannotStart {
        assertThat(Ports.claim("127.0.0.1", 0)).isBetween(1, 65_535);
    }

    @Test
    void aTakenPortIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.claim("127.0.0.1", port))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("ss -ltnp")
                    .hasMessageContaining("--port 0");
        }
    }

    @Test
    void aFreePortIsTakenAsItIs() throws Exception {
        int port = Ports.claim("127.0.0.1", 0);

        assertThat(Ports.claim("127.0.0.1", port)).isEqualTo(port);
    }

    @Test
    void anAddressThatIsNotOursIsSaid() {
        assertThatThrownBy(() -> Ports.claim("192.0.2.1", 8600))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("192.0.2.1");
    }
}
