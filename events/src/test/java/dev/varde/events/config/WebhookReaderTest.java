package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Limit;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookReaderTest {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String KEY = "R0123456789abcdefghijklmnopqrstu";

    @TempDir Path folder;

    @Test
    void aHookWithItsAddressAloneIsTheStrictestOne() throws Exception {
        WebhookTarget target = read("url: 'https://hooks.example.com/t0ken'");

        assertThat(target)
                .isEqualTo(
                        new WebhookTarget(
                                new Secret("https://hooks.example.com/t0ken"),
                                null,
                                Format.VARDE,
                                false));
    }

    @Test
    void twoSecretsStandWhileOneIsReplaced() throws Exception {
        WebhookTarget target = read("url: 'https://h/', secret: [" + NEW + ", " + OLD + "]");

        assertThat(target.secrets()).containsExactly(new Secret(NEW), new Secret(OLD));
    }

    @Test
    void headersAreSecretsInTheirOrder() throws Exception {
        WebhookTarget target =
                read("url: 'https://h/', headers: {X-Team: erp, Authorization: 'Bearer ${TOKEN}'}");

        assertThat(target.headers())
                .containsExactly(
                        Map.entry("X-Team", new Secret("erp")),
                        Map.entry("Authorization", new Secret("Bearer hemmelig")));
        assertThat(target.toString()).doesNotContain("hemmelig").doesNotContain("https://h/");
    }

    @Test
    void networksMayBeListedInPlaceOfAllThatIsPrivate() throws Exception {
        Reach reach =
                read("url: 'https://h/', allow-private: [10.1.0.0/16, 'fd00:1::/48']").reach();

        assertThat(reach.permits(InetAddress.ofLiteral("10.1.255.7"))).isTrue();
        assertThat(reach.permits(InetAddress.ofLiteral("fd00:1::7"))).isTrue();
        assertThat(reach.permits(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
        assertThat(reach.permits(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
        assertThat(reach.permits(InetAddress.ofLiteral("::ffff:10.1.0.1"))).isTrue();
    }

    @Test
    void pagerDutyHasAKeyInPlaceOfAnAddress() throws Exception {
        WebhookTarget target = read("format: pagerduty, routing-key: " + KEY);

        assertThat(target.routingKey()).isEqualTo(new Secret(KEY));
        assertThat(target.url()).isEqualTo(new Secret("https://events.pagerduty.com/v2/enqueue"));
    }

    @Test
    void pagerDutyInEuropeHasAnAddressOfItsOwn() throws Exception {
        String europe = "https://events.eu.pagerduty.com/v2/enqueue";

        WebhookTarget target =
                read("format: pagerduty, url: '" + europe + "', routing-key: " + KEY);

        assertThat(target.url()).isEqualTo(new Secret(europe));
    }

    @Test
    void aHostThatTellsNobodyNeedsNoneOfItsSecrets() throws Exception {
        Path file =
                file("format: pagerduty, routing-key: '${NOWHERE}', headers: {A: '${NEITHER}'}");

        WebhookTarget target =
                target(ConfigurationReader.read(file, Map.of(), Set.of(Chapter.SERVICES)));

        assertThat(target.routingKey()).isNull();
        assertThat(target.headers()).isEmpty();
    }

    @Test
    void aTemplateIsReadFromWhereTheConfigurationLies() throws Exception {
        Files.writeString(folder.resolve("hook.json"), "{}\n");

        WebhookTarget target = read("url: 'https://h/', format: template, template: hook.json");

        assertThat(target.template()).isEqualTo(new Template(folder.resolve("hook.json"), "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                            format: pagerduty                                  | 'routing-key' is missing
                            format: pagerduty, routing-key: hemmelig           | the value is no routing key
                            url: 'https://h/', routing-key: hemmelig           | only PagerDuty has a routing key. Write format: pagerduty
                            format: slack                                      | 'url' is missing
                    url: 'https://h/', format: template                | 'template' is missing
                    url: 'https://h/', template: hook.json             | only a format of your own has a template
                    url: 'https://h/', format: template, template: no.json | no.json
                            url: 'https://u:hemmelig@h/'                       | without a user or password
                            url: 'ftp://hemmelig/'                             | the value is no address of http or https
                            url: 'https://h/', secret: []                      | the list is empty
                            url: 'https://h/', secret: [hemmelig]              | the value is no webhook secret
                            url: 'https://h/', allow-private: [10.1.2.3/16]    | '10.1.2.3/16' is no address or network
                            url: 'https://h/', allow-private: [10.0.0.0/33]    | is no address or network
                            url: 'https://h/', allow-private: [example.com]    | is no address or network
                            url: 'https://h/', allow-private: []               | the list is empty
                            url: 'https://h/', headers: [a]                    | names and values are needed here
                            url: 'https://h/', headers: {Host: x}              | the notifier sets this header itself
                            url: 'https://h/', headers: {Webhook-Id: x}        | the notifier sets this header itself
                            url: 'https://h/', headers: {Transfer-Encoding: x} | the notifier sets this header itself
                            url: 'https://h/', headers: {'A b': x}             | this is no header name
                            url: 'https://h/', headers: {A: x, a: y}           | the header stands twice
                            url: 'https://h/', headers: {A: "hemmelig\\r\\nB: c"} | the value is no header value
                            url: 'https://h/', header: {A: x}                  | unknown key 'header'. Did you mean 'headers'?
                    """)
    void aMistakeIsSaidWithARemedyAndWithoutTheSecret(String hook, String said) throws IOException {
        Path file = file(hook);

        InvalidConfiguration wrong =
                catchThrowableOfType(
                        InvalidConfiguration.class, () -> ConfigurationReader.read(file, Map.of()));

        assertThat(wrong.problems()).anySatisfy(p -> assertThat(p.toString()).contains(said));
        assertThat(wrong.problems().toString()).doesNotContain("hemmelig");
    }

    @Test
    void servicesBearWhatTheirDocumentationSays() {
        assertThat(Format.SLACK.limit()).isEqualTo(new Limit(1, Duration.ofSeconds(1)));
        assertThat(Format.TEAMS.limit()).isEqualTo(new Limit(4, Duration.ofSeconds(1)));
        assertThat(Format.PAGERDUTY.limit()).isEqualTo(new Limit(120, Duration.ofMinutes(1)));
        assertThat(Format.VARDE.limit()).isNull();
    }

    @Test
    void whatIsShownOfAnAddressIsNoCredential() throws Exception {
        String shown = read("url: 'https://hooks.slack.com/services/T0/B0/hemmelig'").shown();

        assertThat(shown).matches("https://hooks\\.slack\\.com#[0-9a-f]{6}");
        assertThat(read("url: 'https://hooks.slack.com/services/T0/B0/other'").shown())
                .startsWith("https://hooks.slack.com#")
                .isNotEqualTo(shown);
    }

    private WebhookTarget read(String hook) throws IOException, InvalidConfiguration {
        return target(ConfigurationReader.read(file(hook), Map.of("TOKEN", "hemmelig")));
    }

    private static WebhookTarget target(Configuration configuration) {
        return Objects.requireNonNull(configuration.receivers().getFirst().webhook());
    }

    private Path file(String hook) throws IOException {
        return Files.writeString(
                folder.resolve("varde.yaml"), "receivers: [{name: a, webhook: {" + hook + "}}]");
    }
}
