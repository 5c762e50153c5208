package dev.varde.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.LogFact;
import dev.varde.events.ServiceName;
import dev.varde.events.wire.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "password=hunter2 host=db~password=*** host=db",
                "DB_PASSWORD=hunter2~DB_PASSWORD=***",
                "SMTP_PASS=abc&x=1~SMTP_PASS=***&x=1",
                "PGPASSWORD=abc psql~PGPASSWORD=*** psql",
                "MYSQL_PWD=abc~MYSQL_PWD=***",
                "{\"user\":\"a\",\"password\": \"hun\\\"ter 2\",\"x\":1}~{\"user\":\"a\",\"password\": \"***\",\"x\":1}",
                "{'password': 'hunter2', 'x': 1}~{'password': '***', 'x': 1}",
                "\"{\\\"password\\\":\\\"abc\\\",\\\"x\\\":1}\"~\"{\\\"password\\\":\\\"***\\\",\\\"x\\\":1}\"",
                "api_key: abcdef123~api_key: ***",
                "X-Api-Key: abcdef123~X-Api-Key: ***",
                "client_secret=abc;x=y~client_secret=***;x=y",
                "aws_secret_access_key = abc/def+ghi~aws_secret_access_key = ***",
                "Authorization: Bearer abc.def~Authorization: Bearer ***",
                "Authorization: Basic dXNlcjpw~Authorization: Basic ***",
                "curl -H \"Authorization: Token abc def\" x~curl -H \"Authorization: Token ***\" x",
                "got Bearer abc123def456 from~got Bearer *** from",
                "Cookie: sid=1; theme=dark~Cookie: ***",
                "app --password hunter2 --port 80~app --password *** --port 80",
                "app --db-password=hunter2~app --db-password=***",
                "app --token abcdef~app --token ***",
                "app --password 'a b' x~app --password '***' x",
                "app --password='a b' x~app --password='***' x",
                "postgres://user:secret@db:5432/x~postgres://user:***@db:5432/x",
                "postgres://user:p@ss@db/x~postgres://user:***@db/x",
                "redis://:secret@cache~redis://:***@cache",
                "amqp://a:b@h1,amqp://c:d@h2~amqp://a:***@h1,amqp://c:d@h2",
                "key AKIAIOSFODNN7EXAMPLE used~key *** used",
                "push ghp_0123456789abcdefghijABCDEF failed~push *** failed",
                "hook whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw~hook ***",
                "slack xoxb-123456789012-abcdef~slack ***",
                "slack xapp-1-A0123456789-abcdef~slack ***",
                "lab glpat-0123456789abcdefXYZ1~lab ***",
                "lab gldt-0123456789abcdefXYZ1~lab ***",
                "pat github_pat_11ABCDEFG0123456789_abc~pat ***",
                "pay sk_live_4eC39HqLyjWDarjtT1zdp7dc~pay ***",
                "pay rk_test_4eC39HqLyjWDarjtT1zdp7dc~pay ***",
                "maps AIzaSyA-0123456789abcdefghijklmnopqrstu~maps ***",
                "oauth ya29.a0AfB_byC0123456789abcdef~oauth ***",
                "npm npm_0123456789abcdefghijABCDEFGHIJ012345~npm ***",
                "pypi pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAwMDA~pypi ***",
                "proxy sent Basic dXNlcjpwYXNzd29yZDE= upstream~proxy sent Basic *** upstream",
                "jdbc:postgresql://db/x?user=a&sslpassword=abc&x=1~jdbc:postgresql://db/x?user=a&sslpassword=***&x=1",
                "jdbc:mysql://root:abc@db/x~jdbc:mysql://root:***@db/x",
                "amqps://u:p%40ss@mq/v~amqps://u:***@mq/v",
                "redis://:pw@h:6379/0~redis://:***@h:6379/0",
                "Server=db;Uid=a;Pwd=abc;Port=1~Server=db;Uid=a;Pwd=***;Port=1",
                "DefaultEndpointsProtocol=https;AccountKey=abc+/==;X=1~DefaultEndpointsProtocol=https;AccountKey=***;X=1",
                "  password: 'a b c'~  password: '***'",
                "export API_TOKEN=\"a b\"~export API_TOKEN=\"***\"",
                "Set-Cookie: sid=abc; HttpOnly~Set-Cookie: ***",
                "mysql -uroot -phunter2 shop~mysql -uroot -p*** shop",
                "/usr/bin/mysqldump -p'hunter 2' shop~/usr/bin/mysqldump -p'***' shop",
                "sshpass -p hunter2 ssh web-1~sshpass -p *** ssh web-1",
                "mongosh -u a -p hunter2 db~mongosh -u a -p *** db",
                "docker login -u a -p hunter2~docker login -u a -p ***",
                "redis-cli -h c -a hunter2 ping~redis-cli -h c -a *** ping",
                "curl -s -u app:hunter2 http://x/~curl -s -u app:*** http://x/",
                "curl --user app:hunter2 http://x/~curl --user app:*** http://x/",
                "ldapsearch -x -w hunter2 -b dc=x~ldapsearch -x -w *** -b dc=x",
                "connect postgres://app:hunt… (200 bytes cut)~connect postgres://app:***… (200 bytes cut)",
                "connect postgres://app:hunt~connect postgres://app:***",
                "push ghp_0123… (40 bytes cut)~push ***… (40 bytes cut)",
                "jwt eyJhbGci… (200 bytes cut)~jwt ***… (200 bytes cut)",
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_x end~jwt *** end",
                "-----BEGIN PRIVATE KEY----- MIIE -----END PRIVATE KEY-----~-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----"
            })
    void secretsAreReplaced(String text, String redacted) {
        if (text.startsWith("amqp")) {
            assertThat(Redactor.STANDARD.redact(text)).doesNotContain(":b@", ":d@");
        } else {
            assertThat(Redactor.STANDARD.redact(text)).isEqualTo(redacted);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL:  password authentication failed for user \"app\"",
                "Access denied for user 'app'@'localhost' (using password: YES)",
                "NOAUTH Authentication required.",
                "SyntaxError: Unexpected token } in JSON at position 3",
                "Error: Unexpected token: identifier",
                "max_tokens=500 token_count=12",
                "tests pass: 12, fail: 1",
                "PWD=/srv/kontali",
                "http://127.0.0.1:8000/health?x=a@b",
                "connect to http://db.example.com:5432 failed",
                "Bearer authentication failed",
                "Basic authentication failed",
                "o.s.s.web.Basic AuthenticationEntryPoint",
                "mysql -p shop",
                "docker run -p 8080:80 nginx",
                "ssh -p 2222 web-1",
                "cp -a src dst",
                "curl -u app http://x/",
                "listening on http://127.0.0.1:8000",
                "listening on tcp://[::1]:8000",
                "dial tcp://db… (12 bytes cut)",
                "ls -pa; mysql; ls -p x",
                "WWW-Authenticate: Bearer realm=api",
                "OSError: [Errno 98] Address already in use",
                "0000:00:1f.2 2026-11-24T12:00:00.123Z 4111-1111 uuid 0198c5f2-7c1e-7d0a",
                "sk-learn and secretary and passenger=3",
                "password",
                "--password",
                "",
                "æøå 日本 \ud83d\ude00 plain"
            })
    void evidenceStays(String text) {
        assertThat(Redactor.STANDARD.redact(text)).isSameAs(text);
    }

    @Test
    void redactingTwiceIsRedactingOnce() {
        String once =
                Redactor.STANDARD.redact(
                        "password=a --token b postgres://u:p@h \"secret\": \"x\" Authorization: Basic abc");
        assertThat(Redactor.STANDARD.redact(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password ",
                "password=",
                "--token ",
                "://",
                "://a:",
                "://a@",
                "://a:@",
                "://ghp_",
                "://0123456789abcdef@",
                "://eyJ",
                "@://bearer ",
                "eyJ",
                "eyJ.",
                "sk-",
                "Bearer ",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "\"password\":\"\\",
                "authorization:",
                "\\\"",
                "-",
                "secret:'",
                "a",
                "AKIA",
                "pass_",
                "4111 ",
                "4111-1111 ",
                "1",
                "010101 ",
                "mysql -p",
                "mysql -px ",
                " -p",
                "curl -u a:",
                "Basic ",
                "://a:b ",
                "x…",
                "eyJ…"
            })
    void aMegabyteOfAnythingTakesLinearTime(String piece) {
        String once = piece.repeat(1 + 250_000 / piece.length());
        String fourTimes = piece.repeat(1 + 1_000_000 / piece.length());
        long small = nanos(once);
        long large = nanos(fourTimes);
        // four times the text: quadratic time would be sixteen times, of seconds and not
        // milliseconds
        assertThat(large).isLessThan(Math.max(12 * small, Duration.ofMillis(500).toNanos()));
    }

    private static long nanos(String text) {
        long start = System.nanoTime();
        assertThat(Redactor.STANDARD.redact(text).length()).isPositive();
        return System.nanoTime() - start;
    }

    @Test
    void itKeepsUpWithLogs() {
        String log = new LogText(1).megabytes(8);
        Redactor.STANDARD.redact(log);
        double best = 0;
        for (int i = 0; i < 5; i++) {
            best = Math.max(best, log.length() / (nanos(log) / 1e9) / (1 << 20));
        }
        System.out.printf("redacting a log: %.0f MB/s%n", best);
        assertThat(Redactor.STANDARD.redact(log)).isNotEqualTo(log).doesNotContain("hunter2");
    }

    @Test
    void aKeyOverLinesIsHiddenInAllOfThem() {
        List<String> lines =
                List.of(
                        "a",
                        "x -----BEGIN PRIVATE KEY-----",
                        "MIIE",
                        "abc",
                        "-----END PRIVATE KEY-----",
                        "b");
        assertThat(Redactor.STANDARD.redactLines(lines))
                .containsExactly(
                        "a",
                        "x -----BEGIN PRIVATE KEY-----",
                        "***",
                        "***",
                        "-----END PRIVATE KEY-----",
                        "b");
        assertThat(Redactor.STANDARD.redactLines(List.of("-----BEGIN PRIVATE KEY-----", "MIIE")))
                .containsExactly("-----BEGIN PRIVATE KEY-----", "***");
    }

    @Test
    void whatALogReaderHasHiddenAlreadyHidesNothingBehindIt() {
        assertThat(
                        Redactor.STANDARD.redactLines(
                                List.of("-----BEGIN PRIVATE KEY-----", "***", "***", "evidence")))
                .endsWith("evidence");
    }

    @Test
    void noTextBreaksIt() {
        Random random = new Random(42);
        String pieces = "mysql -p 4111 010101 …password=:\"'\\ -@/.eyJtoken \n\t\u0000æBearer{}&;";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) {
                int at = random.nextInt(pieces.length());
                text.append(pieces, at, Math.min(pieces.length(), at + 1 + random.nextInt(9)));
            }
            assertThat(Redactor.STANDARD.redact(text.toString())).isNotNull();
        }
    }

    @Test
    void aSecretBehindAnythingIsFound() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            String before = new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1) + "\n";
            assertThat(Redactor.STANDARD.redact(before + "db_password=Zq9xTopSecret"))
                    .doesNotContain("Zq9xTopSecret");
        }
    }

    @Test
    void theCodecRedactsTextAndNothingElse() throws Exception {
        HostEvent event =
                new HostEvent(
                        new EventId("secret=abcdef"),
                        Instant.EPOCH,
                        new HostName("token=abcdef"),
                        "password=abcdef",
                        1,
                        new ServiceName("passwd=abcdef"),
                        new LogFact.LogMatched(
                                "/var/log/a.log",
                                7,
                                LogFact.LogKind.LINE,
                                List.of("password=abcdef", "plain"),
                                null));

        byte[] bytes = RedactingCodec.create(Redactor.STANDARD).write(event);

        HostEvent read = new Codec().readEvent(bytes);
        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.host()).isEqualTo(event.host());
        assertThat(read.run()).isEqualTo(event.run());
        assertThat(read.service()).isEqualTo(event.service());
        assertThat(((LogFact.LogMatched) read.fact()).lines())
                .containsExactly("password=***", "plain");
    }

    @Test
    void aKeyThatRunsOverLinesIsNoticed() {
        assertThat(PrivateKeys.opens("-----BEGIN RSA PRIVATE KEY-----")).isTrue();
        assertThat(PrivateKeys.opens("-----BEGIN CERTIFICATE-----")).isFalse();
        assertThat(PrivateKeys.closes("-----END RSA PRIVATE KEY-----")).isTrue();
    }
}
