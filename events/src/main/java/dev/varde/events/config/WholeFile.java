package dev.varde.events.config;

import dev.varde.events.HostName;
import dev.varde.events.config.Configuration.Host;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Redaction;
import java.util.List;
import java.util.Map;

/// The file from its top, each section by its own reader.
final class WholeFile {
    private final HostName thisHost;

    WholeFile(HostName thisHost) {
        this.thisHost = thisHost;
    }

    Configuration read(Place top) {
        return top.section(
                        "host",
                        "kafka",
                        "services",
                        "red-flags",
                        "mail",
                        "receivers",
                        "routes",
                        "restarts",
                        "redact")
                .map(this::sections)
                .orElseGet(() -> bare(thisHost));
    }

    /// What holds when the file says nothing.
    static Configuration bare(HostName host) {
        return new Configuration(
                new Host(host, Map.of()),
                null,
                List.of(),
                Defaults.RED_FLAGS,
                null,
                List.of(),
                List.of(),
                Defaults.RESTARTS);
    }

    private Configuration sections(Section file) {
        List<Receiver> receivers = ReceiverReader.all(file);
        return new Configuration(
                file.find("host").map(this::host).orElse(new Host(thisHost, Map.of())),
                file.find("kafka").flatMap(SettingsReader::kafka).orElse(null),
                ServiceReader.all(file),
                file.find("red-flags").map(SettingsReader::redFlags).orElse(Defaults.RED_FLAGS),
                file.find("mail").flatMap(SettingsReader::mail).orElse(null),
                receivers,
                RouteReader.all(file, receivers),
                file.find("restarts").map(SettingsReader::restarts).orElse(Defaults.RESTARTS),
                file.find("redact").map(RedactionReader::read).orElse(Redaction.STANDARD));
    }

    private Host host(Place place) {
        return place.section("name", "labels")
                .map(s -> new Host(s.get("name", Kinds.HOST_NAME).orElse(thisHost), Labels.read(s)))
                .orElse(new Host(thisHost, Map.of()));
    }
}
