package dev.varde.events.config;

import dev.varde.events.HostName;
import dev.varde.events.config.Configuration.Host;
import dev.varde.events.config.Configuration.Listen;
import dev.varde.events.config.Configuration.Orders;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.config.Configuration.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file from its top, each section by its own reader.
final class WholeFile {
    /// @param at null for nowhere
    private record Shown(@Nullable Listen at) {}

    private static final Kind<Shown> LISTEN =
            Kind.of(
                    "address to listen on",
                    "Write host:port, such as 127.0.0.1:8601, or off.",
                    text ->
                            text.equals("off")
                                    ? Optional.of(new Shown(null))
                                    : Kinds.HOST_AND_PORT
                                            .read()
                                            .apply(text)
                                            .map(address -> new Shown(listen(address))));

    /// @param every null for never
    private record Lit(@Nullable Duration every) {}

    private static final Kind<Lit> CANARY =
            Kind.of(
                    "time between two canaries",
                    "Write a time from 10s to 1h, such as 1m, or off.",
                    text ->
                            text.equals("off")
                                    ? Optional.of(new Lit(null))
                                    : Kinds.SOME_TIME
                                            .read()
                                            .apply(text)
                                            .filter(WholeFile::isFitForCanary)
                                            .map(Lit::new));

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
                        "times",
                        "routes",
                        "fallback",
                        "restarts",
                        "redact",
                        "maintenance",
                        "rules",
                        "console",
                        "orders",
                        "canary")
                .map(this::sections)
                .orElseGet(() -> bare(thisHost));
    }

    /// What holds when the file says nothing.
    static Configuration bare(HostName host) {
        return new Configuration(
                plain(host),
                null,
                List.of(),
                Defaults.RED_FLAGS,
                null,
                List.of(),
                List.of(),
                Defaults.RESTARTS,
                Redaction.STANDARD,
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                Orders.USUAL,
                Configuration.CANARY);
    }

    private Configuration sections(Section file) {
        List<Receiver> receivers = ReceiverReader.all(file);
        List<TimeWindow> times = TimesReader.all(file);
        return new Configuration(
                file.find("host").map(this::host).orElse(plain(thisHost)),
                file.find("kafka").flatMap(SettingsReader::kafka).orElse(null),
                ServiceReader.all(file),
                file.find("red-flags").map(SettingsReader::redFlags).orElse(Defaults.RED_FLAGS),
                file.find("mail").flatMap(SettingsReader::mail).orElse(null),
                receivers,
                RouteReader.all(file, receivers, times),
                file.find("restarts").map(RestartsReader::read).orElse(Defaults.RESTARTS),
                file.find("redact").map(RedactionReader::read).orElse(Redaction.STANDARD),
                MaintenanceReader.all(file),
                file.find("rules").map(RuleReader::all).orElse(List.of()),
                file.find("console").flatMap(SettingsReader::console).orElse(null),
                times,
                RouteReader.fallback(file, receivers).orElse(null),
                file.find("orders").map(OrdersReader::read).orElse(Orders.USUAL),
                file.get("canary", CANARY).orElse(new Lit(Configuration.CANARY)).every());
    }

    private static boolean isFitForCanary(Duration every) {
        return every.compareTo(Duration.ofSeconds(10)) >= 0
                && every.compareTo(Duration.ofHours(1)) <= 0;
    }

    private static Listen listen(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new Listen(host, Integer.parseInt(address.substring(colon + 1)));
    }

    private Host host(Place place) {
        return place.section("name", "labels", "http")
                .map(s ->
                        new Host(
                                s.get("name", Kinds.HOST_NAME).orElse(thisHost),
                                Labels.read(s),
                                s.get("http", LISTEN).orElse(new Shown(Defaults.HTTP)).at()))
                .orElse(plain(thisHost));
    }

    /// Where nothing is said a collector shows its health and metrics to its own host.
    private static Host plain(HostName host) {
        return new Host(host, Map.of(), Defaults.HTTP);
    }
}
