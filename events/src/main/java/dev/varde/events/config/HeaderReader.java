package dev.varde.events.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Reads headers of an HTTP request that people add. Nothing in them can end a header and begin
/// another one.
final class HeaderReader {
    /// A token of RFC 9110, section 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /// Those that say where the message ends.
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer");

    private static final Kind<Secret> VALUE =
            Kind.matching("header value", "Write a text on one line.", HeaderReader::isValue)
                    .hidden();

    private final Set<String> own;
    private final String program;

    /// @param own further ones, in lower case, that are not for people to set
    /// @param program who sets them
    HeaderReader(Set<String> own, String program) {
        this.own = own;
        this.program = program;
    }

    Map<String, Secret> read(Place place) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        if (place.node() instanceof MappingNode mapping) {
            Section.any(place, mapping)
                    .entries()
                    .forEach((name, value) -> add(headers, name, value));
        } else {
            place.wrong("names and values are needed here", "Write them such as X-Team: erp.");
        }
        return headers;
    }

    private void add(Map<String, Secret> headers, String name, Place value) {
        if (headers.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            value.wrong("the header stands twice", "Keep one of them; capitals do not matter.");
            return;
        }
        header(name, value).ifPresent(v -> headers.put(name, v));
    }

    private Optional<Secret> header(String name, Place value) {
        if (!TOKEN.matcher(name).matches()) {
            value.wrong("this is no header name", "Write a name such as X-Team.");
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (FRAMING.contains(lower) || own.contains(lower)) {
            value.wrong(program + " sets this header itself", "Take it out.");
            return Optional.empty();
        }
        return value.as(VALUE);
    }

    private static boolean isValue(String text) {
        return text.length() <= 4_096
                && text.chars()
                        .allMatch(c -> c == 9 || (c >= 32 && c < 127) || (c > 159 && c < 256));
    }
}
