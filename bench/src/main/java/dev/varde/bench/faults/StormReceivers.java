package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.events.IncidentId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Five receivers that bear as much as real ones do: chat rooms, a mailbox, a program.
final class StormReceivers implements AutoCloseable {
    private static final String MAIL = "mailbox";

    private final Inbox inbox = new Inbox();
    private final MailReceiver mail = new MailReceiver(MAIL, inbox, new Trap(), new Trap());
    private final List<Room> rooms =
            List.of(
                    new Room("slack", "slack", new Bearing(1, Duration.ofSeconds(1))),
                    new Room("teams", "teams", new Bearing(4, Duration.ofSeconds(1))),
                    new Room("pagerduty", "pagerduty", new Bearing(100, Duration.ofSeconds(1))),
                    new Room("program", "varde", new Bearing(500, Duration.ofSeconds(1))));
    private final Bearing mailbox = new Bearing(30, Duration.ofMinutes(1));

    StormReceivers() throws IOException {}

    private record Room(String name, String format, Bearing bearing, CountingHook hook) {
        Room(String name, String format, Bearing bearing) throws IOException {
            this(name, format, bearing, hook(format));
        }

        /// With the path and the status of success that the service has.
        private static CountingHook hook(String format) throws IOException {
            return switch (format) {
                case "pagerduty" -> new CountingHook("/v2/enqueue", 202);
                case "teams" -> new CountingHook("/workflows/1", 202);
                case "slack" -> new CountingHook("/services/1", 200);
                default -> new CountingHook();
            };
        }

        String yaml() {
            String key =
                    format.equals("pagerduty") ? ", routing-key: \"" + "0".repeat(32) + "\"" : "";
            return "  - {name: %s, limit: %s, webhook: {url: \"%s\", format: %s, allow-private: true%s}}\n"
                    .formatted(name, bearing.yaml(), hook.url(), format, key);
        }
    }

    List<String> all() {
        List<String> names = new ArrayList<>(rooms.stream().map(Room::name).toList());
        names.add(MAIL);
        return names;
    }

    int mailPort() {
        return mail.port();
    }

    String yaml() {
        StringBuilder yaml =
                new StringBuilder(
                        "mail: {host: localhost, tls: none, from: varde@example.com}\nreceivers:\n");
        rooms.forEach(r -> yaml.append(r.yaml()));
        return yaml.append(mail.yaml(mailbox.yaml())).toString();
    }

    /// What must not be, in words; prints what each receiver got.
    List<String> judge(List<String> incidents, Map<String, Delivery> ledger) {
        List<String> wrong = new ArrayList<>();
        System.out.printf(
                "%-10s %-14s %10s %10s %10s %10s%n",
                "receiver", "bears", "messages", "told", "lost", "too early");
        for (Room room : rooms) {
            row(room.name(), room.bearing(), room.hook().times(), incidents, ledger, wrong);
        }
        List<Long> mails = inbox.all().stream().map(Arrival::millis).toList();
        row(MAIL, mailbox, mails, incidents, ledger, wrong);
        return wrong;
    }

    private static void row(
            String name,
            Bearing bearing,
            List<Long> times,
            List<String> incidents,
            Map<String, Delivery> ledger,
            List<String> wrong) {
        Set<String> told = told(name, ledger);
        List<String> lost = incidents.stream().filter(i -> !told.contains(i)).toList();
        int early = bearing.breaches(times);
        System.out.printf(
                "%-10s %-14s %10d %10d %10d %10d%n",
                name, bearing, times.size(), told.size(), lost.size(), early);
        if (!lost.isEmpty()) {
            wrong.add(name + " was not told of " + lost.size() + ", such as " + lost.getFirst());
        }
        if (early > 0) {
            wrong.add(name + " got " + early + " messages more than it bears");
        }
    }

    /// The incidents that a delivered message tells of, alone or among others.
    private static Set<String> told(String receiver, Map<String, Delivery> ledger) {
        Set<String> told = new HashSet<>();
        for (Delivery d : ledger.values()) {
            if (d.receiver().equals(receiver) && d.state() == Delivery.State.DELIVERED) {
                told.add(d.incident().value());
                d.also().stream().map(IncidentId::value).forEach(told::add);
            }
        }
        return told;
    }

    @Override
    public void close() throws IOException {
        for (Room room : rooms) {
            room.hook().close();
        }
        mail.close();
    }
}
