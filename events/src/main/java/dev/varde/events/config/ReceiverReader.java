package dev.varde.events.config;

import dev.varde.events.config.Configuration.Limit;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `receivers`.
final class ReceiverReader {
    private record Named(String name, Section section) {}

    private ReceiverReader() {}

    static List<Receiver> all(Section file) {
        List<Named> receivers =
                file.find("receivers").stream()
                        .flatMap(list -> list.items().stream())
                        .flatMap(item -> named(item).stream())
                        .toList();
        Places.unique(
                receivers.stream()
                        .filter(r -> !r.name().equals(Naming.UNNAMED))
                        .map(r -> Map.entry(r.name(), r.section().at("name")))
                        .toList(),
                "receiver");
        return receivers.stream().map(r -> receiver(r, file.has("mail"))).toList();
    }

    private static Optional<Named> named(Place item) {
        return item.section("name", "mail", "webhook", "limit")
                .map(s -> new Named(s.required("name", Kinds.RECEIVER_NAME, Naming.UNNAMED), s));
    }

    private static Receiver receiver(Named receiver, boolean mailServer) {
        Section s = receiver.section();
        if (!s.has("mail") && !s.has("webhook")) {
            s.place().wrong("it says nowhere to send to", "Give it mail or webhook.");
        }
        if (s.has("mail") && !mailServer) {
            s.at("mail")
                    .wrong(
                            "there is no mail server to send by",
                            "Write mail: {host: …, from: …} at the top of the file.");
        }
        return new Receiver(
                receiver.name(),
                s.find("mail").flatMap(ReceiverReader::mail).orElse(null),
                s.find("webhook").flatMap(WebhookReader::target).orElse(null),
                s.find("limit").flatMap(ReceiverReader::limit).orElse(null));
    }

    private static Optional<Limit> limit(Place place) {
        return place.section("messages", "per")
                .map(s ->
                        new Limit(
                                s.required("messages", Kinds.COUNT, 1),
                                s.required("per", Kinds.SOME_TIME, Duration.ofMinutes(1))));
    }

    private static Optional<MailTarget> mail(Place place) {
        return place.section("to")
                .flatMap(s -> s.demand("to", Kinds.MAIL_ADDRESS.remedy()))
                .map(p -> Places.notEmpty(p, Kinds.MAIL_ADDRESS, Kinds.MAIL_ADDRESS.remedy()))
                .map(MailTarget::new);
    }
}
