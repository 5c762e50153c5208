package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Network;
import dev.varde.events.config.Reach;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import dev.varde.notifier.webhook.body.Links;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is dialled is what was checked, whatever names lead to. The whole of 127.0.0.0/8 is this
/// machine, which makes several addresses of it.
class CallerTest {
    private static final Reach ONE = new Reach(false, List.of(network("127.0.0.1")));

    @Test
    void theAddressThatWasCheckedIsDialledThoughTheNameChangesMeanwhile() throws Exception {
        Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2"));
        try (UnrulyReceiver checked = at("127.0.0.1");
                Caller caller = new Caller(_ -> one(answers.remove()), null)) {
            Outcome outcome = send(caller, "http://rebinds.test:" + checked.port() + "/", ONE);

            assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
            assertThat(answers).hasSize(1);
            assertThat(checked.got().getFirst().header("Host"))
                    .isEqualTo("rebinds.test:" + checked.port());
        }
    }

    @Test
    void aKeptConnectionIsNotUsedForAnAddressThatTheNameNoLongerHas() throws Exception {
        Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2"));
        try (UnrulyReceiver first = at("127.0.0.1");
                Caller caller = new Caller(_ -> one(answers.remove()), null)) {
            String url = "http://rebinds.test:" + first.port() + "/";

            assertThat(send(caller, url, ONE)).isInstanceOf(Outcome.Delivered.class);
            assertThat(send(caller, url, ONE)).isInstanceOf(Outcome.Permanent.class);
            assertThat(first.got()).hasSize(1);
        }
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnoughToRefuse() throws Exception {
        try (UnrulyReceiver receiver = at("127.0.0.1");
                Caller caller = new Caller(_ -> all("127.0.0.1", "10.0.0.1"), null)) {
            Outcome outcome = send(caller, "http://two.test:" + receiver.port() + "/", ONE);

            assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void theSecondAddressIsTriedWhenNobodyListensOnTheFirst() throws Exception {
        try (UnrulyReceiver receiver = at("127.0.0.2");
                Caller caller = new Caller(_ -> all("127.0.0.1", "127.0.0.2"), null)) {
            Outcome outcome =
                    send(caller, "http://two.test:" + receiver.port() + "/", Reach.INSIDE);

            assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::",
        "fd00:ec2::254",
        "100.100.100.200",
        "168.63.129.16"
    })
    void metadataServicesAreNeverReachedThoughPrivateAddressesAre(String address) {
        try (Caller caller = new Caller(_ -> one(address), null)) {
            assertThat(send(caller, "http://meta.test/", Reach.INSIDE))
                    .isEqualTo(
                            new Outcome.Permanent(
                                    null,
                                    "its host has the address of a cloud's metadata service"));
        }
    }

    @Test
    void aNetworkAroundAMetadataServiceDoesNotListIt() {
        InetAddress service = InetAddress.ofLiteral("169.254.169.254");
        Reach around = new Reach(false, List.of(network("169.254.0.0/16")));
        Reach exactly = new Reach(false, List.of(network("169.254.169.254")));

        assertThat(AddressGuard.refuses(List.of(service), around)).isPresent();
        assertThat(AddressGuard.refuses(List.of(service), exactly)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/"
    })
    void thisMachineIsRefusedUnderEachOfItsNames(String url) {
        try (Caller caller = Caller.open()) {
            Outcome outcome = send(caller, url, Reach.PUBLIC);

            assertThat(outcome).isNotInstanceOf(Outcome.Delivered.class);
            if (outcome instanceof Outcome.Permanent permanent) {
                assertThat(permanent.reason()).contains("allow-private");
            } else {
                // 0x7f000001 is a name to Java, and there is no such name.
                assertThat(outcome)
                        .isEqualTo(new Outcome.Temporary(null, "its host name is not known", null));
            }
        }
    }

    @Test
    void aNameServerThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Lookup.Names names =
                host -> {
                    if (host.equals("dead.test")) {
                        asked.incrementAndGet();
                        wait(never);
                    }
                    return one("127.0.0.1");
                };
        try (UnrulyReceiver receiver = at("127.0.0.1");
                Caller caller = new Caller(names, null)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(caller, "http://dead.test/", ONE))
                        .isEqualTo(new Outcome.Temporary(null, "no answer within 0.3 s", null));
            }

            assertThat(send(caller, "http://alive.test:" + receiver.port() + "/", ONE))
                    .isInstanceOf(Outcome.Delivered.class);
            assertThat(asked).hasValue(1);
            never.countDown();
        }
    }

    private static Outcome send(Caller caller, String url, Reach reach) {
        return new WebhookChannel(
                        caller,
                        Hooks.target(url, Format.VARDE, reach),
                        Links.NONE,
                        url.contains("dead") ? Duration.ofMillis(300) : Duration.ofSeconds(10))
                .send(Hooks.OPENED, NOON);
    }

    private static UnrulyReceiver at(String address) throws Exception {
        return new UnrulyReceiver(InetAddress.ofLiteral(address), null, _ -> Manner.TAKES);
    }

    private static InetAddress[] one(String address) {
        return all(address);
    }

    private static InetAddress[] all(String... addresses) {
        return java.util.Arrays.stream(addresses)
                .map(InetAddress::ofLiteral)
                .toArray(InetAddress[]::new);
    }

    private static Network network(String text) {
        return Network.read(text).orElseThrow();
    }

    private static void wait(CountDownLatch latch) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException();
        }
    }
}
