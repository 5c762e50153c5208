package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Every kind of value that the file has.
final class Kinds {
    static final Kind<String> TEXT =
            Kind.matching("text", "Write a text on one line.", Kinds::isText);

    static final Kind<Duration> DURATION =
            Kind.of(
                    "duration",
                    "Write a number and a unit, such as 250ms, 2s, 10m, 4h or 1d.",
                    Quantities::duration);

    static final Kind<Duration> SOME_TIME =
            DURATION.only("Write more than 0, such as 2s.", d -> !d.isZero());

    static final Kind<Duration> INTERVAL =
            DURATION.only("Write 100ms or more.", d -> d.toMillis() >= 100);

    static final Kind<Long> SIZE =
            Kind.of("size", "Write a number and a unit, such as 500MiB or 2GB.", Quantities::size);

    static final Kind<Double> SHARE =
            Kind.of(
                    "share",
                    "Write a percentage over 0 and up to 100%, such as 90%, or 0.9.",
                    Quantities::share);

    static final Kind<Integer> COUNT =
            Kind.of(
                    "whole number from 1",
                    "Write a whole number, 1 or more.",
                    text -> Quantities.whole(text).filter(n -> n >= 1));

    static final Kind<Integer> PORT =
            Kind.of(
                    "port",
                    "Write a number from 1 to 65535.",
                    text -> Quantities.whole(text).filter(Kinds::isPort));

    static final Kind<Boolean> YES_OR_NO =
            Kind.of(
                    "answer",
                    "Write true or false.",
                    text ->
                            Set.of("true", "false").contains(text)
                                    ? Optional.of(text.equals("true"))
                                    : Optional.empty());

    static final Kind<String> WEB_ADDRESS =
            Kind.matching(
                    "address of http or https",
                    "Write http:// or https://, a host and a path, without a user or password.",
                    Kinds::isWebAddress);

    static final Kind<String> HOST_AND_PORT =
            Kind.matching(
                    "host and port", "Write host:port, such as 127.0.0.1:5432.", Kinds::isHostPort);

    static final Kind<String> SERVER =
            Kind.matching(
                    "name of a server",
                    "Write a host name or an address, such as smtp.example.com.",
                    text -> isHostPort(text + ":1"));

    static final Kind<HostName> HOST_NAME =
            Kind.named(
                    "host name",
                    "Write a name of up to 200 characters without blanks, '/' and '@'.",
                    HostName::new);

    static final Kind<ServiceName> SERVICE_NAME =
            Kind.named(
                    "service name",
                    "Write a name of up to 200 characters without blanks, '/' and '@'.",
                    ServiceName::new);

    static final Kind<String> RECEIVER_NAME =
            Kind.matching(
                    "receiver name",
                    "Write up to 63 letters, digits, '.', '_' and '-'.",
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}").asMatchPredicate());

    static final Kind<String> CAUSE =
            Kind.named(
                    "cause",
                    "Write its id, such as oom-kill or disk-full.",
                    t -> new Cause(t).id());

    static final Kind<String> MAIL_ADDRESS =
            Kind.matching(
                    "mail address",
                    "Write the bare address, such as ops@example.com.",
                    Pattern.compile(
                                    "(?=.{3,254}$)[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cntrl}]{1,64}"
                                            + "@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
                            .asMatchPredicate());

    static final Kind<String> UNIT =
            Kind.matching(
                    "unit",
                    "Write the unit with its ending, such as kontali.service.",
                    Pattern.compile("[A-Za-z0-9_][A-Za-z0-9:_.@\\\\-]{0,240}\\.[a-z]+")
                            .asMatchPredicate());

    /// As Docker names containers; it never begins as an option does.
    static final Kind<String> CONTAINER =
            Kind.matching(
                    "container",
                    "Write its name as `docker ps` shows it: letters, digits, '.', '_' and '-'.",
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}").asMatchPredicate());

    /// `all` would restart every program, and `group:*` a whole group.
    static final Kind<String> PROGRAM =
            Kind.matching(
                    "program of supervisord",
                    "Write one program as `supervisorctl status` shows it, such as kontali or"
                            + " web:kontali_00.",
                    Pattern.compile(
                                    "(?!all$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
                                            + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?")
                            .asMatchPredicate());

    static final Kind<String> ABSOLUTE =
            Kind.matching(
                    "absolute path",
                    "Write a path that begins with '/'.",
                    text -> text.startsWith("/") && isText(text));

    static final Kind<String> LOG =
            Kind.matching(
                    "absolute path or journal",
                    "Write a path that begins with '/', or journal, or journal:UNIT, such as"
                            + " journal:kontali.service.",
                    Logs::names);

    static final Kind<Path> FILE =
            Kind.of(
                    ABSOLUTE.noun(),
                    ABSOLUTE.remedy(),
                    t -> ABSOLUTE.read().apply(t).map(Path::of));

    static final Kind<Secret> PASSWORD =
            Kind.matching("password", "Write it as ${NAME} or ${file:/path}.", Kinds::isText)
                    .hidden();

    static final Kind<Secret> HIDDEN_ADDRESS = WEB_ADDRESS.hidden();

    static final Kind<Secret> SIGNING_KEY =
            Kind.matching(
                            "webhook secret",
                            "Write whsec_ and 24 to 64 bytes in base64; make one with:"
                                    + " echo whsec_$(openssl rand -base64 32)",
                            Kinds::isSigningKey)
                    .hidden();

    private static final String HOST =
            "\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?]|[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?";
    private static final Pattern HOST_PORT = Pattern.compile("(" + HOST + "):(?<port>\\d{1,5})");
    private static final List<String> SCHEMES = List.of("http", "https");

    private Kinds() {}

    private static boolean isText(String text) {
        return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    private static boolean isHostPort(String text) {
        var matcher = HOST_PORT.matcher(text);
        return matcher.matches() && isPort(Integer.parseInt(matcher.group("port")));
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && (uri.getPort() == -1 || isPort(uri.getPort()));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// As in the Standard Webhooks specification, section "Signature scheme".
    private static boolean isSigningKey(String text) {
        if (!text.startsWith("whsec_")) {
            return false;
        }
        try {
            int length = Base64.getDecoder().decode(text.substring("whsec_".length())).length;
            return length >= 24 && length <= 64;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
