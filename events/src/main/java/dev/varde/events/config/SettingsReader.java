package dev.varde.events.config;

import dev.varde.events.config.Configuration.Kafka;
import dev.varde.events.config.Configuration.Mail;
import dev.varde.events.config.Configuration.MailTemplates;
import dev.varde.events.config.Configuration.Page;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.events.config.Configuration.Tls;
import java.util.List;
import java.util.Optional;

/// Reads the sections that stand once: `kafka`, `red-flags`, `mail` and `console`.
final class SettingsReader {
    private static final Kind<String> BROKERS =
            Kind.matching(
                    "list of Kafka brokers",
                    "Write host:port, or several with commas, such as kafka-1:9092,kafka-2:9092.",
                    text ->
                            List.of(text.split(",", -1)).stream()
                                    .allMatch(s ->
                                            Kinds.HOST_AND_PORT
                                                    .read()
                                                    .apply(s.strip())
                                                    .isPresent()));

    private static final Kind<String> PAGE =
            Kinds.WEB_ADDRESS.only(
                    "Write where people reach the page, such as https://varde.example.com.",
                    text -> text.matches("https?://[^/?#]+/*"));

    private enum Swap {
        EXPECTED,
        OPTIONAL
    }

    private enum Flapping {
        JOINED,
        APART
    }

    private SettingsReader() {}

    static Optional<Kafka> kafka(Place place) {
        return place.section("bootstrap-servers")
                .flatMap(s -> s.demand("bootstrap-servers", BROKERS.remedy()))
                .map(p -> Places.notEmpty(p, BROKERS, BROKERS.remedy()))
                .map(servers -> new Kafka(String.join(",", servers).replace(" ", "")));
    }

    static RedFlags redFlags(Place place) {
        RedFlags usual = Defaults.RED_FLAGS;
        return place.section("memory-available", "disk-used", "swap", "flapping")
                .map(s ->
                        new RedFlags(
                                s.get("memory-available", Kinds.SIZE)
                                        .orElse(usual.memoryAvailable()),
                                s.get("disk-used", Kinds.SHARE).orElse(usual.diskUsed()),
                                s.get("swap", Kind.word(Swap.class)).orElse(Swap.EXPECTED)
                                        == Swap.EXPECTED,
                                s.get("flapping", Kind.word(Flapping.class)).orElse(Flapping.JOINED)
                                        == Flapping.JOINED))
                .orElse(usual);
    }

    static Optional<Mail> mail(Place place) {
        return place.section(
                        "host",
                        "port",
                        "tls",
                        "from",
                        "username",
                        "password",
                        "bounce",
                        "templates")
                .map(SettingsReader::mail);
    }

    private static Mail mail(Section s) {
        Tls tls = s.get("tls", Kind.word(Tls.class)).orElse(Tls.STARTTLS);
        if (s.has("username") != s.has("password")) {
            s.place()
                    .wrong(
                            "username and password go together",
                            "Write both, or neither for a server that asks for none.");
        }
        return new Mail(
                s.required("host", Kinds.SERVER, "-"),
                s.get("port", Kinds.PORT).orElse(Defaults.mailPort(tls)),
                tls,
                s.required("from", Kinds.MAIL_ADDRESS, "-"),
                s.get("username", Kinds.TEXT).orElse(null),
                s.get("password", Kinds.PASSWORD).orElse(null),
                s.get("bounce", Kinds.MAIL_ADDRESS).orElse(null),
                s.find("templates").map(TemplateReader::mail).orElse(MailTemplates.NONE));
    }

    static Optional<Page> console(Place place) {
        return place.section("url")
                .flatMap(s -> s.demand("url", PAGE.remedy()))
                .flatMap(p -> p.as(PAGE))
                .map(url -> new Page(url.replaceFirst("/+\\z", "")));
    }
}
