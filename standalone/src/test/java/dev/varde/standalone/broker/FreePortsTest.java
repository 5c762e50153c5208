package dev.varde.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void theyDifferAndCanBeListenedOn() throws Exception {
        int[] ports = FreePorts.find(20);

        assertThat(ports).doesNotHaveDuplicates();
        try (ServerSocket socket =
                new ServerSocket(ports[0], 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(ports[0]);
        }
    }

    @Test
    void noneIsOneThatTheKernelGivesAwayByItself() throws Exception {
        try (Scanner range =
                new Scanner(
                        Path.of("/proc/sys/net/ipv4/ip_local_port_range"),
                        StandardCharsets.US_ASCII)) {
            int highest = Arrays.stream(FreePorts.find(20)).max().orElseThrow();

            assertThat(highest).isLessThan(range.nextInt());
        }
    }
}
