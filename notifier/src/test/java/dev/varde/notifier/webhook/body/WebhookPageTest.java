package dev.varde.notifier.webhook.body;

import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Reach;
import dev.varde.events.config.Secret;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The examples in `docs/webhooks.md` are what is really sent; `-Dvarde.update=true` writes them.
class WebhookPageTest {
    private static final Path PAGE = Path.of("../docs/webhooks.md");
    private static final String TEMPLATE =
            """
            {
              "text": "{m.headline}",
              "cause": "{m.cause}",
              "incidents": [{#for i in m.incidents}"{i.headline}"{#if i_hasNext}, {/if}{/for}]
            }
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(Format.class)
    void theExampleOfEachFormatIsWhatIsSent(Format format) throws IOException {
        String mark = "<!-- example " + format.name().toLowerCase(Locale.ROOT) + " -->\n";
        String block = "```json\n" + example(format) + "\n```\n";
        String page = Files.readString(PAGE);
        Pattern place =
                Pattern.compile(Pattern.quote(mark) + "(```json\n.*?\n```\n)?", Pattern.DOTALL);
        Matcher found = place.matcher(page);
        assertThat(found.find()).as(mark).isTrue();

        if (Boolean.getBoolean("varde.update")) {
            Files.writeString(PAGE, found.replaceFirst(Matcher.quoteReplacement(mark + block)));
            return;
        }
        assertThat(found.group(1)).as("run with -Dvarde.update=true").isEqualTo(block);
    }

    private static String example(Format format) throws IOException {
        Message message =
                new Message(
                        Deliveries.id(incident("0198c5d2").build().id(), 1, "webhook", "hook"),
                        "hook",
                        "incident.opened",
                        incident("0198c5d2").build());
        DefaultPrettyPrinter lines =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(lines).writeValueAsString(JSON.readTree(body(format).write(message)));
    }

    private static Body body(Format format) {
        return Body.of(
                new WebhookTarget(
                        new Secret("https://hooks.example.com/"),
                        List.of(),
                        format,
                        Reach.PUBLIC,
                        Map.of(),
                        new Secret("R0123456789abcdefghijklmnopqrstu"),
                        new Template(Path.of("hook.json"), TEMPLATE)),
                new Links("https://varde.example.com"));
    }
}
