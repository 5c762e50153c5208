package dev.varde.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @Test
    void silenceIsNoAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();

            assertThatThrownBy(() -> TopicAdmin.ensure(servers, 300))
                    .isInstanceOfSatisfying(
                            TopicAdmin.Unavailable.class, e -> assertThat(e.answered()).isFalse());
        }
        assertThatThrownBy(() -> TopicAdmin.ensure("no port", 300))
                .isInstanceOfSatisfying(
                        TopicAdmin.Unavailable.class, e -> assertThat(e.answered()).isFalse());
    }

    static Stream<Exception> refusals() {
        return Stream.of(
                new TopicAuthorizationException("varde.events"),
                new ClusterAuthorizationException("no"),
                new SaslAuthenticationException("who are you"),
                new PolicyViolationException("three replicas at least"),
                new InvalidReplicationFactorException("too many"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsAnAnswer(Exception failure) {
        assertThat(TopicAdmin.isAnswer(failure)).isTrue();
    }

    static Stream<Exception> silences() {
        return Stream.of(
                new TimeoutException("listTopics"),
                new DisconnectException("gone"),
                new NotControllerException("moved"),
                new NotEnoughReplicasException("two brokers are away"),
                new KafkaException("no resolvable bootstrap urls"),
                new java.util.concurrent.TimeoutException(),
                new IllegalStateException("closed"));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void whatMayPassIsNoAnswer(Exception failure) {
        assertThat(TopicAdmin.isAnswer(failure)).isFalse();
    }

    @Test
    void nothingAtAllIsNoAnswer() {
        assertThat(TopicAdmin.isAnswer(null)).isFalse();
    }
}
