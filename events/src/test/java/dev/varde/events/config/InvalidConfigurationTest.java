package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.varde.events.config.InvalidConfiguration.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidConfigurationTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TOKEN", "hemmelig-token", "EMPTY", "");

    @TempDir private Path folder;

    /// The text, the line and what is said, without the file's name.
    static Stream<Arguments> mistakes() {
        return Stream.of(mistakesOfForm(), mistakesOfServices(), mistakesOfSettings())
                .flatMap(s -> s);
    }

    private static Stream<Arguments> mistakesOfForm() {
        return Stream.of(
                arguments("", 0, "the file is empty"),
                arguments("# nothing\n", 0, "the file is empty"),
                arguments("hello", 1, "a single value does not belong here"),
                arguments("- a", 1, "a list does not belong here"),
                arguments("host:\n\tname: x", 2, "a tab stands here. Indent with blanks."),
                arguments("host: {name: x", 1, "this is not YAML"),
                arguments("host: 'x", 1, "this is not YAML"),
                arguments("host: {name: x}\n---\nhost: {}", 2, "this is not YAML"),
                arguments("host:\n  name: \u0001", 2, "a control character stands here"),
                arguments("mail:\n  password: *hemmelig", 2, "Put the value in quotes."),
                arguments("? {a: b}\n: c", 1, "a key has to be a word"),
                arguments(
                        "servces: []",
                        1,
                        "servces: unknown key 'servces'. Did you mean 'services'?"),
                arguments("red_flags: {}", 1, "Did you mean 'red-flags'?"),
                arguments("zebra: 1", 1, "unknown key 'zebra'. Known here: host, kafka, services"),
                arguments("host: {name: a}\nhost: {name: b}", 2, "host: the key stands twice"),
                arguments("host:", 1, "host: nothing stands here"),
                arguments("host: {name: [a]}", 1, "host.name: a list does not belong here"),
                arguments("host: {name: a b}", 1, "host.name: 'a b' is no host name"),
                arguments("host: {name: '${NONE}'}", 1, "the environment has no NONE. Set NONE"),
                arguments("host: {name: '${EMPTY}'}", 1, "EMPTY: the variable is empty"),
                arguments("host: {name: '${1x}'}", 1, "'${…}' holds no name of a variable"),
                arguments("host: {name: '${TOKEN'}", 1, "'${' without '}'"),
                arguments("host: {name: '${file:/none/x}'}", 1, "the file /none/x cannot be read"),
                arguments("host: {labels: {cause: x}}", 1, "'cause' is no label"),
                arguments("host: {labels: {1a: x}}", 1, "this is no label name"),
                arguments("host: {labels: {a: ''}}", 1, "'' is no label value"),
                arguments("host: {labels: [a]}", 1, "names and values are needed here"));
    }

    private static Stream<Arguments> mistakesOfServices() {
        return Stream.of(
                arguments("services: {a: b}", 1, "keys and values do not belong here"),
                service("labels: {a: b}", "services[0]: nothing of it is watched"),
                service("process: {}", "none of unit, command, pid-file or port is here"),
                service("process: {unit: a.service, port: 80}", "unit and port exclude each other"),
                service("process: {unit: kontali}", "'kontali' is no unit"),
                service("process: {unit: --now.service}", "'--now.service' is no unit"),
                service("process: {pid-file: run/a.pid}", "is no absolute path"),
                service("process: {port: 70000}", "'70000' is no port. Write a number from 1"),
                service("logs: [app.log]", "services[0].logs[0]: 'app.log' is no absolute path"),
                service("logs: [app.log]", "Write a path that begins with '/', or journal"),
                service("logs: [journal]", "the journal of which unit is not said"),
                service("process: {port: 80}, logs: [journal]", "journal:kontali.service, or give"),
                service("logs: ['journal:kontali']", "'journal:kontali' is no absolute path or"),
                service("logs: ['journal:--x.service']", "is no absolute path or journal"),
                service("logs: [/a], needs: [redis]", "there is no service 'redis'"),
                service("logs: [/a], needs: [a]", "a service cannot need itself"),
                service(
                        "logs: [/a], restart: {}",
                        "none of unit, container, supervisor or command"),
                service("logs: [/a], restart: {command: run me}", "a command is a list"),
                service("logs: [/a], restart: {command: []}", "the list is empty"),
                check(
                        "every: 2s",
                        "none of http, tcp, postgres, mysql, redis, mongodb, command, unit or port"
                                + " is here"),
                check("htp: 'http://a/'", "unknown key 'htp'. Did you mean 'http'?"),
                check("unit: kontali", "'kontali' is no unit"),
                check("port: '80x'", "'80x' is no port. Write a number from 1"),
                check("mongodb: 'db'", "'db' is no host and port"),
                check("tcp: 'a:1', of: 1", "Write a whole number from 'failures', here 2, to 60."),
                check("tcp: 'a:1', failures: 3, of: 61", "here 3, to 60."),
                check("tcp: 'a:1', status: 200", "only a check by http has this key. Take it out."),
                check("http: 'http://a/', method: POST", "Write GET or HEAD."),
                check("http: 'http://a/', status: 600", "'600' is no HTTP status"),
                check("http: 'http://a/', status: 299-200", "is no HTTP status"),
                check("http: 'http://a/', status: [ok]", "'ok' is no HTTP status"),
                check("http: 'http://a/', contains: a, matches: b", "exclude each other"),
                check("http: 'http://a/', matches: '(a'", "is no regular expression"),
                check("http: 'http://a/', method: HEAD, contains: a", "HEAD has no body"),
                check("http: 'http://a/', redirects: 6", "Write a whole number from 0 to 5."),
                check("http: 'https://a/', trust: all", "'all' is no way to trust"),
                check("http: 'https://a/', trust: self-signed, ca: /a", "exclude each other"),
                check("http: 'https://a/', ca: a.pem", "'a.pem' is no absolute path"),
                check("http: 'http://a/', headers: x", "names and values are needed here"),
                check("http: 'http://a/', headers: {a b: c}", "this is no header name"),
                check("http: 'http://a/', headers: {Content-Length: 1}", "sets this header itself"),
                check("http: 'http://a/', headers: {A: \"hemmelig\\r\\nB: c\"}", "the value is no"),
                check("http: 'ftp://a/'", "'ftp://a/' is no address of http or https"),
                check("http: 'http:///x'", "is no address of http or https"),
                check("http: 'http://u:hemmelig@a/'", "the value is no address of http or https"),
                check("tcp: localhost", "'localhost' is no host and port. Write host:port"),
                check("redis: 'a:0'", "'a:0' is no host and port"),
                check("command: test -f /x", "a command is a list. No shell splits it"),
                check("tcp: 'a:1', every: 2", "'2' is no duration"),
                check("tcp: 'a:1', every: 50ms", "Write 100ms or more."),
                check("tcp: 'a:1', every: 2 parsecs", "services[0].health[0].every: '2 parsecs'"),
                check("tcp: 'a:1', timeout: 0s", "Write more than 0"),
                check("tcp: 'a:1', failures: 0", "'0' is no whole number from 1"),
                arguments(
                        "services:\n- {name: a, logs: [/x]}\n- {name: a, logs: [/x]}",
                        3,
                        "the service 'a' stands twice. It is on line 2 already"),
                arguments(
                        "services:\n- {name: postgres, logs: [/x]}\n"
                                + "- {name: b, logs: [/x], needs: [postgre]}",
                        3,
                        "there is no service 'postgre'. Did you mean 'postgres'?"),
                arguments("services:\n- logs: [/x]", 2, "services[0]: 'name' is missing"));
    }

    private static Stream<Arguments> mistakesOfSettings() {
        return Stream.of(
                arguments("kafka: {}", 1, "kafka: 'bootstrap-servers' is missing"),
                arguments("kafka: {bootstrap-servers: kafka}", 1, "is no list of Kafka brokers"),
                arguments("red-flags: {memory-available: 5XB}", 1, "'5XB' is no size"),
                arguments("red-flags: {disk-used: 90}", 1, "'90' is no share"),
                arguments("red-flags: {swap: maybe}", 1, "Write expected or optional."),
                arguments("mail: {host: a}", 1, "mail: 'from' is missing"),
                arguments("mail: {host: a, from: x}", 1, "'x' is no mail address"),
                arguments(
                        "mail: {host: a, from: a@b, tls: ssl}", 1, "Write starttls, tls or none."),
                arguments("mail: {host: a, from: a@b, username: u}", 1, "go together"),
                arguments("restarts: {backoff: []}", 1, "restarts.backoff: the list is empty"),
                arguments("restarts: {max: 0}", 1, "'0' is no whole number from 1"),
                arguments("restarts: {per-day: none}", 1, "'none' is no whole number"),
                arguments("restarts: {fleet: 0%}", 1, "'0%' is no share"),
                arguments("receivers: [{name: a}]", 1, "it says nowhere to send to"),
                arguments("receivers: [{name: a b, webhook: {url: 'http://x'}}]", 1, "'a b' is no"),
                arguments(
                        "receivers: [{name: a, mail: {to: [a@b]}}]", 1, "there is no mail server"),
                hook("secret: abc", "the value is no webhook secret. Write whsec_"),
                hook("secret: whsec_c2hvcnQ=", "the value is no webhook secret"),
                hook(
                        "format: telegram",
                        "Write varde, alertmanager, slack, cloudevents, teams, pagerduty or template."),
                hook("allow-private: 1", "Write true or false, or a list of networks"),
                arguments(
                        "receivers:\n- {name: a, webhook: {url: 'http://x'}}\n"
                                + "- {name: a, webhook: {url: 'http://x'}}",
                        3,
                        "the receiver 'a' stands twice"),
                arguments("routes: [{}]", 1, "routes[0]: 'to' is missing"),
                arguments("routes: [{to: []}]", 1, "routes[0].to: the list is empty"),
                arguments("routes: [{to: [ops]}]", 1, "there is no receiver 'ops'"),
                route("match: {cause: OOM}", "'OOM' is no cause"),
                route(
                        "match: {cause: oom-kil}",
                        "there is no cause 'oom-kil'. Did you mean 'oom-kill'?"),
                route(
                        "match: {cause: [disk-full, prot-in-use]}",
                        "there is no cause 'prot-in-use'. Did you mean 'port-in-use'?"),
                route("match: {severity: bad}", "Write warning or critical."),
                route("match: {state: closed}", "Write open, restarting, recovering, resolved"),
                route("repeat: often", "'often' is no duration"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsSaidWithItsLineAndARemedy(String text, int line, String said)
            throws IOException {
        Path file = Files.writeString(folder.resolve("varde.yaml"), text);

        List<Problem> problems = problems(file);

        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.toString())
                            .startsWith(file + ":" + line + ": ")
                            .contains(said);
                    assertThat(problem.remedy()).isNotBlank();
                });
        assertThat(problems.toString()).doesNotContain("hemmelig");
    }

    @Test
    void twelveMistakesAreAllSaidInTheOrderOfTheirLines() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("varde.yaml"),
                        """
                        hots: {name: a}
                        kafka: {bootstrap-servers: nowhere}
                        services:
                          - name: a
                            process: {port: 0}
                            health:
                              - {http: nowhere}
                              - {tcp: "a:1", every: 1}
                            needs: [b]
                            restart: {command: systemctl restart a}
                        red-flags: {disk-used: full}
                        mail: {host: a, from: nobody}
                        receivers:
                          - {name: ops, mail: {to: [nobody]}}
                        routes:
                          - {to: [osp]}
                        restarts: {fleet: all}
                        """);

        assertThat(problems(file))
                .extracting(Problem::line)
                .containsExactly(1, 2, 5, 7, 8, 9, 10, 11, 12, 14, 16, 17);
    }

    @Test
    void aValueFromTheEnvironmentIsNeverShown() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("varde.yaml"),
                        """
                        host: {name: "a ${TOKEN}", labels: {a: "${TOKEN}\\n"}}
                        mail: {host: "${TOKEN} ", from: "${TOKEN}", tls: "${TOKEN}"}
                        receivers:
                          - {name: x, webhook: {url: "ftp://${TOKEN}", secret: "${TOKEN}"}}
                          - {name: y, webhook: {url: "https://hooks/hemmelig-token:x y"}}
                          - {name: z, webhook: {url:hemmelig-token}}
                        """);

        List<Problem> problems = problems(file);

        assertThat(problems).hasSizeGreaterThan(7);
        assertThat(problems.toString()).doesNotContain("hemmelig").contains("${TOKEN}");
        assertThat(problems.toString()).contains("Put a blank after the colon.");
    }

    @Test
    void aFileThatCannotBeReadIsSaidPlainly() throws IOException {
        assertThat(problems(folder.resolve("none.yaml")).toString()).contains("no such file");
        assertThat(problems(folder).toString()).contains("this is a directory");
        Path large = Files.writeString(folder.resolve("large"), "#".repeat((1 << 20) + 1));
        assertThat(problems(large).toString()).contains("larger than 1 MiB");
    }

    @Test
    void aLineThatIsNotUtf8IsNamed() throws IOException {
        Path file = folder.resolve("latin");
        Files.write(file, "host:\n  name: bl\u00e5\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(file).getFirst().toString())
                .isEqualTo(file + ":2: this line is not UTF-8. Save the file as UTF-8.");
    }

    @Test
    void aBombOfAliasesOrNestingIsRefused() throws IOException {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Path bomb = Files.writeString(folder.resolve("bomb"), laughs);
        Path deep = Files.writeString(folder.resolve("deep"), "host: " + "[".repeat(10_000));
        Path loop = Files.writeString(folder.resolve("loop"), "services: &s [*s, {name: *s}]");

        assertThat(problems(bomb).toString()).contains("aliases");
        assertThat(problems(deep)).isNotEmpty();
        assertThat(problems(loop)).isNotEmpty();
    }

    private static Arguments service(String rest, String said) {
        return arguments("services:\n- {name: a, " + rest + "}", 2, said);
    }

    private static Arguments check(String check, String said) {
        return arguments("services:\n- {name: a, health: [{" + check + "}]}", 2, said);
    }

    private static Arguments hook(String rest, String said) {
        return arguments(
                "receivers:\n- {name: a, webhook: {url: 'https://x/y', " + rest + "}}", 2, said);
    }

    private static Arguments route(String rest, String said) {
        return arguments(
                "receivers: [{name: a, webhook: {url: 'https://x'}}]\nroutes: [{to: a, "
                        + rest
                        + "}]",
                2,
                said);
    }

    private static List<Problem> problems(Path file) {
        InvalidConfiguration invalid =
                catchThrowableOfType(
                        InvalidConfiguration.class,
                        () -> ConfigurationReader.read(file, ENVIRONMENT));
        assertThat(invalid).as("%s is refused", file).isNotNull();
        return invalid.problems();
    }
}
