package dev.varde.events.sign;

import static dev.varde.events.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.RestartOrder;
import dev.varde.events.RestartOrder.Action;
import dev.varde.events.Samples;
import dev.varde.events.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderSignatureTest {
    private static final SigningKey KEY = SigningKey.make();
    private static final SigningKey OTHER = SigningKey.make();
    private static final TrustedKeys TRUST = TrustedKeys.of(KEY.trusted());
    private static final RestartOrder ORDER = KEY.sign(Samples.order().with(Action.RESTART));
    private static final Codec CODEC = new Codec();

    /// Another value for each field of an order as it stands on the wire.
    private static final ObjectNode ALTERED =
            Codec.mapper()
                    .createObjectNode()
                    .put("id", "order-2")
                    .put("host", "web-2")
                    .put("service", "redis")
                    .put("incident", "019a3f5c-7c00-7000-8000-000000000002")
                    .put("number", 3)
                    .put("issued", NOON.minusSeconds(1).toString())
                    .put("expires", NOON.plusSeconds(61).toString())
                    .put("requestedBy", "mallory")
                    .put("action", "dump")
                    .put("key", OTHER.trusted().id())
                    .put("signature", OTHER.sign(Samples.order()).signature());

    static Stream<String> fields() {
        return Arrays.stream(RestartOrder.class.getRecordComponents()).map(c -> c.getName());
    }

    @Test
    void whatATrustedKeySignedIsBelievedAfterItsWayOverTheWire() throws Exception {
        RestartOrder read = CODEC.readOrder(CODEC.write(ORDER));

        assertThat(TRUST.doubt(read)).isEmpty();
        assertThat(read.key()).isEqualTo(KEY.trusted().id());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void anOrderWithOneFieldAlteredIsNotBelieved(String field) throws Exception {
        ObjectNode wire = (ObjectNode) Codec.mapper().readTree(CODEC.write(ORDER));
        wire.set(field, ALTERED.get(field));
        RestartOrder altered = CODEC.readOrder(wire.toString().getBytes(StandardCharsets.UTF_8));
        TrustedKeys both = TRUST.and(TrustedKeys.of(OTHER.trusted()));

        assertThat(altered).isNotEqualTo(ORDER);
        assertThat(both.doubt(altered)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void anOrderWithAFieldTakenOutIsNotBelieved(String field) throws Exception {
        ObjectNode wire = (ObjectNode) Codec.mapper().readTree(CODEC.write(ORDER));
        wire.remove(field);
        byte[] bytes = wire.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(doubted(bytes)).isTrue();
    }

    /// An order that cannot be read at all is believed least.
    private static boolean doubted(byte[] bytes) {
        try {
            return TRUST.doubt(CODEC.readOrder(bytes)).isPresent();
        } catch (dev.varde.events.wire.Unreadable _) {
            return true;
        }
    }

    @Test
    void twoKeysMayBeTrustedWhileOneIsReplacedByTheOther() {
        TrustedKeys both = TRUST.and(TrustedKeys.of(OTHER.trusted()));

        assertThat(both.doubt(ORDER)).isEmpty();
        assertThat(both.doubt(OTHER.sign(Samples.order()))).isEmpty();
        assertThat(TrustedKeys.of(OTHER.trusted()).doubt(ORDER))
                .hasValueSatisfying(why ->
                        assertThat(why)
                                .contains(KEY.trusted().id())
                                .contains(OTHER.trusted().id()));
    }

    @Test
    void nothingIsBelievedWithoutSignatureOrWithoutTrust() {
        assertThat(TRUST.doubt(Samples.order())).hasValue("the order is not signed");
        assertThat(TRUST.doubt(ORDER.signed(KEY.trusted().id(), "///no base64///"))).isPresent();
        assertThat(TrustedKeys.NOBODY.doubt(ORDER))
                .hasValueSatisfying(why -> assertThat(why).contains("orders: trust:"));
    }

    @Test
    void theSignedFormIsTheOneInTheDocumentation() {
        RestartOrder order = Samples.order().with(Action.DUMP_AND_RESTART).signed("0a1b", null);

        assertThat(new String(SignedForm.of(order), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        varde restart order 1
                        id 7:order-1
                        host 5:web-1
                        service 15:kontali-backend
                        incident 36:019a3f5c-7c00-7000-8000-000000000001
                        number 1:2
                        issued 20:2026-11-01T12:00:00Z
                        expires 20:2026-11-01T12:01:00Z
                        requestedBy 5:varde
                        action 16:dump-and-restart
                        key 4:0a1b
                        """);
    }

    /// RFC 8032, section 7.1, test 1: the seed and the public key that follows from it.
    @Test
    void keysAreThoseOfTheStandard() {
        byte[] both =
                java.util.HexFormat.of()
                        .parseHex(
                                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
                                        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        String text =
                "vs_" + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(both);

        SigningKey key = SigningKey.of(text);

        assertThat(key.reveal()).isEqualTo(text);
        assertThat(key.trusted().text())
                .isEqualTo("vk_11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutBeingQuoted() {
        for (String text : List.of("", "vs_", "vs_hemmelig", "vk_" + "A".repeat(43), "whsec_x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.of(text))
                    .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain("hemmelig"));
        }
        String mixed = halves(KEY, OTHER);
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(mixed));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustedKey("vk_short"));
        assertThat(KEY.toString()).isEqualTo("<secret>");
    }

    private static String halves(SigningKey seed, SigningKey open) {
        var decoder = java.util.Base64.getUrlDecoder();
        byte[] both = decoder.decode(seed.reveal().substring(3));
        System.arraycopy(decoder.decode(open.trusted().text().substring(3)), 0, both, 32, 32);
        return "vs_" + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }
}
