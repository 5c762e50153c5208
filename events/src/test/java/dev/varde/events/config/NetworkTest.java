package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16,10.1.0.0,true",
        "10.1.0.0/16,10.1.255.255,true",
        "10.1.0.0/16,10.2.0.0,false",
        "10.1.2.128/25,10.1.2.127,false",
        "10.1.2.128/25,10.1.2.129,true",
        "0.0.0.0/0,192.0.2.1,true",
        "0.0.0.0/0,2001:db8::1,false",
        "192.0.2.7,192.0.2.7,true",
        "192.0.2.7,192.0.2.6,false",
        "fd00:1::/48,fd00:1:0:ffff::1,true",
        "fd00:1::/48,fd00:1:1::1,false"
    })
    void itHoldsWhatBeginsWithTheSameBits(String network, String address, boolean held) {
        assertThat(Network.read(network).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/-1",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.1/8",
                "example.com",
                "example.com/8",
                "10.0.0.0/8/8",
                "10.0.0.0/٣"
            })
    void whatIsNoneIsRefusedAndNoNameIsLookedUp(String text) {
        assertThat(Network.read(text)).isEmpty();
    }

    @Test
    void oneAddressAloneIsSaidToBeOne() {
        assertThat(Network.read("192.0.2.7").orElseThrow().single()).isTrue();
        assertThat(Network.read("192.0.2.7/32").orElseThrow().single()).isTrue();
        assertThat(Network.read("192.0.2.6/31").orElseThrow().single()).isFalse();
    }
}
