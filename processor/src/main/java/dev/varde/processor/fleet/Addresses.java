package dev.varde.processor.fleet;

import dev.varde.events.HostName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses as checks and error messages write them, made comparable: host:port in lower case,
/// with the host's own name for those that only mean the host itself.
public final class Addresses {
    private static final int MOST = 4;
    private static final int LONGEST_TEXT = 4_000;

    /// `10.0.0.5:5432`, `db-1:5432`, `[fd00::5]:5432`.
    private static final Pattern PLAIN =
            Pattern.compile(
                    "(?<![\\w.:-])(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9][A-Za-z0-9._-]{0,99}):(\\d{2,5})(?![\\w.:-]*\\w)");

    /// libpq: `connection to server at "db-1" (10.0.0.5), port 5432`, and before version 14 `on
    /// host "db-1" (10.0.0.5) and accepting TCP/IP connections on port 5432`.
    private static final Pattern LIBPQ =
            Pattern.compile(
                    "(?:server at|on host) \"([A-Za-z0-9._:-]{1,100})\"(?: \\(([0-9A-Fa-f:.]{2,45})\\))?[^\"]{0,60}?port (\\d{2,5})");

    /// MySQL's clients: `server on 'db-1' (111)`, with their usual port.
    private static final Pattern MYSQL = Pattern.compile("server on '([A-Za-z0-9._-]{1,100})' \\(");

    private static final Set<String> SELF =
            Set.of("127.0.0.1", "localhost", "::1", "[::1]", "0.0.0.0", "::", "[::]");

    private Addresses() {}

    /// Where a check asks, when that is on the check's own host.
    public static Set<String> listening(String target, HostName host) {
        Set<String> found = new LinkedHashSet<>();
        if (target.matches("\\d{1,5}")) {
            add(found, "localhost", target, host);
        }
        called(target, host).stream()
                .filter(a -> a.startsWith(name(host.value()) + ":"))
                .forEach(found::add);
        return found;
    }

    /// The addresses that a text names, at most 4.
    public static Set<String> called(String text, HostName host) {
        String cut = text.substring(0, Math.min(LONGEST_TEXT, text.length()));
        Set<String> found = new LinkedHashSet<>();
        for (Matcher m = LIBPQ.matcher(cut); m.find(); ) {
            add(found, m.group(1), m.group(3), host);
            if (m.group(2) != null) {
                add(found, m.group(2), m.group(3), host);
            }
        }
        for (Matcher m = PLAIN.matcher(cut); m.find(); ) {
            add(found, m.group(1), m.group(2), host);
        }
        for (Matcher m = MYSQL.matcher(cut); m.find(); ) {
            add(found, m.group(1), "3306", host);
        }
        return new LinkedHashSet<>(List.copyOf(found).subList(0, Math.min(MOST, found.size())));
    }

    private static void add(Set<String> found, String where, String port, HostName host) {
        int number = Integer.parseInt(port);
        if (number >= 1 && number <= 65_535) {
            String name = SELF.contains(where.toLowerCase(Locale.ROOT)) ? host.value() : where;
            found.add(name(name) + ":" + number);
        }
    }

    /// A host is known by the first label of its name, whoever writes the rest; a number stays.
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        boolean number = lower.matches("[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");
        int dot = lower.indexOf('.');
        return number || dot < 1 ? lower : lower.substring(0, dot);
    }
}
