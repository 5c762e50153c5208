package dev.varde.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Nov 25 21:42:10 web-1 uvicorn[812]: INFO: ready~uvicorn~INFO: ready",
                "<30>Nov  5 21:42:10 web-1 uvicorn[812]: INFO: ready~uvicorn~INFO: ready",
                "2026-11-25T21:42:10+0100 web-1 uvicorn[812]: ready~uvicorn~ready",
                "[pod/shop-7d4/api] ready~shop-7d4~ready",
                "0|api  | ready~api~ready",
                "api-1  | ready~api-1~ready",
                "I/flutter (22222): ready~flutter~ready",
                "11-25 21:42:10.123  1234  1250 E ActivityManager: ANR in app~ActivityManager~ANR in app",
                "> > quoted~~quoted",
                "2026-11-25T21:42:10.5Z stdout F   indented~~  indented",
                "2026-11-25T21:42:10.123456789Z   at f (app.js:1:2)~~  at f (app.js:1:2)",
                "2026-11-25 21:42:10 +01:00: ready~~ready",
                "2026-11-25 21:42:10,5 ERROR plain~~2026-11-25 21:42:10,5 ERROR plain",
                "plain~~plain"
            })
    void whatIsPutAroundALineIsTakenAway(String raw, String speaker, String text) {
        TextLine line = Envelope.open(1, raw);

        assertThat(line.text()).isEqualTo(text);
        assertThat(line.speaker()).isEqualTo(speaker);
        assertThat(line.kernel()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[  951.866586] Out of memory: Killed",
                "[71073.562094] [T13546] Out of memory: Killed",
                "[71073.562094][   T41] Out of memory: Killed",
                "kern  :err   : [ 1975.160382] Out of memory: Killed",
                "<3>[ 1975.160382] Out of memory: Killed",
                "[Wed Nov 25 21:42:10 2026] Out of memory: Killed",
                "Nov 25 21:42:10 web-1 kernel: [ 1975.160382] Out of memory: Killed",
                "kernel: Out of memory: Killed"
            })
    void theKernelsLinesAreKnown(String raw) {
        TextLine line = Envelope.open(1, raw);

        assertThat(line.kernel()).isTrue();
        assertThat(line.text()).isEqualTo("Out of memory: Killed");
    }

    @Test
    void dockersJsonIsUnwrapped() {
        TextLine line =
                Envelope.open(
                        1,
                        "{\"log\":\"\\tat f\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-25T21:42:10Z\"}");

        assertThat(line.text()).isEqualTo("\tat f");
        assertThat(line.time()).isEqualTo(Instant.parse("2026-11-25T21:42:10Z"));
    }

    @Test
    void anEntryOfTheJournalIsUnwrapped() {
        TextLine line =
                Envelope.open(
                        1,
                        "{\"__REALTIME_TIMESTAMP\":\"1764103330000000\",\"_HOSTNAME\":\"web-1\","
                                + "\"SYSLOG_IDENTIFIER\":\"uvicorn\",\"_PID\":\"812\",\"MESSAGE\":\"ready\"}");

        assertThat(line.text()).isEqualTo("ready");
        assertThat(line.speaker()).isEqualTo("uvicorn");
        assertThat(line.pid()).isEqualTo(812);
        assertThat(line.host()).isEqualTo("web-1");
        assertThat(line.time()).isNotNull();
    }

    @Test
    void aMessageOfBytesIsRead() {
        TextLine line =
                Envelope.open(1, "{\"__CURSOR\":\"s=1\",\"MESSAGE\":[114,101,97,100,121,255]}");

        assertThat(line.text()).startsWith("ready");
    }

    @Test
    void aProgramsOwnJsonIsLeftAlone() {
        String own = "{\"level\":\"error\",\"msg\":\"no\"}";

        assertThat(Envelope.open(1, own).text()).isEqualTo(own);
        assertThat(Envelope.open(1, "{\"broken").text()).isEqualTo("{\"broken");
    }

    @Test
    void coloursAreTakenAway() {
        assertThat(Envelope.open(1, "\u001b[31mred\u001b[0m").text()).isEqualTo("red");
    }

    @Test
    void timesWithoutAnOffsetAreThisMachinesOwn() {
        assertThat(Envelope.open(1, "2026-11-25 21:42:10,500 ERROR no").time())
                .isEqualTo(
                        java.time.LocalDateTime.parse("2026-11-25T21:42:10.500")
                                .atZone(java.time.ZoneId.systemDefault())
                                .toInstant());
        assertThat(Envelope.open(1, "2026-13-45 99:42:10 no").time()).isNull();
    }
}
