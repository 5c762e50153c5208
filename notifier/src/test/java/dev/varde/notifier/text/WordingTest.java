package dev.varde.notifier.text;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {
    @Test
    void theSubjectSaysHowBadWhoWhereAndWhat() {
        Incident incident = incident("i").summary("out of memory").build();

        assertThat(Wording.subject("incident.opened", incident))
                .isEqualTo("[critical] kontali-backend on web-1: out of memory");
    }

    @Test
    void theSubjectDoesNotSayWhoTwice() {
        Incident incident = incident("i").build();

        assertThat(Wording.subject("incident.opened", incident))
                .isEqualTo(
                        "[critical] kontali-backend on web-1 was killed by the kernel: out of"
                                + " memory");
    }

    @Test
    void aSubjectHoldsNoLineBreakAndIsCut() {
        Incident incident = incident("i").summary("a\r\nBcc: all@x\n" + "b".repeat(500)).build();

        assertThat(Wording.subject("incident.opened", incident))
                .doesNotContain("\r", "\n")
                .hasSizeLessThanOrEqualTo(150)
                .endsWith("…");
    }

    @Test
    void aHostsIncidentNamesTheHostAlone() {
        Incident incident = incident("i").service(null).summary("no swap").build();

        assertThat(Wording.headline(incident)).isEqualTo("web-1: no swap");
    }

    @ParameterizedTest
    @CsvSource({
        "incident.opened,critical",
        "incident.updated,critical",
        "incident.restarting,restarting",
        "incident.recovering,recovering",
        "incident.resolved,resolved",
        "incident.gave-up,gave up",
        "incident.warning,warning",
        "test,test"
    })
    void theTagSaysWhatAMessageAnnounces(String type, String tag) {
        assertThat(Wording.tag(type, incident("i").build())).isEqualTo(tag);
    }

    @Test
    void anUpdateOfAResolvedIncidentSaysResolved() {
        Incident incident =
                incident("i").revision(9, Change.UPDATED, IncidentState.RESOLVED).build();

        assertThat(Wording.tag("incident.updated", incident)).isEqualTo("resolved");
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void everyChangeHasATypeThatReadsBack(Change change) {
        assertThat(Wording.change(Wording.type(change))).contains(change);
    }

    @ParameterizedTest
    @CsvSource({
        "[critical] a: b,a: b",
        "[gave up] a: [b] c,a: [b] c",
        "no tag,no tag",
        "[open,[open"
    })
    void aTagIsTakenOffASubject(String subject, String rest) {
        assertThat(Wording.untagged(subject)).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1.0 KiB",
        "2040109466,1.9 GiB",
        "9223372036854775807,8192.0 PiB"
    })
    void sizesAreInPowersOf1024(long bytes, String text) {
        assertThat(Wording.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT7.3S,7.3 s", "PT4M5S,4 min 5 s", "PT3H2M,3 h 2 min", "PT121H,5 d 1 h"})
    void durationsAreShort(Duration duration, String text) {
        assertThat(Wording.duration(duration)).isEqualTo(text);
    }

    @Test
    void theMemoryCurveIsOneLine() {
        String line =
                Wording.memory(
                        List.of(
                                new Incident.MemoryPoint(NOON, 1 << 20),
                                new Incident.MemoryPoint(NOON.plusSeconds(30), 3 << 20),
                                new Incident.MemoryPoint(NOON.plusSeconds(60), 2 << 20)));

        assertThat(line).isEqualTo("lowest 1.0 MiB, highest 3.0 MiB, last 2.0 MiB over 1 min 0 s");
        assertThat(Wording.memory(List.of())).isEmpty();
    }

    @Test
    void namesThatAreUnsafeInAHeaderBecomeDigests() {
        assertThat(Digest.plain("ops-team_1")).isEqualTo("ops-team_1");
        assertThat(Digest.plain("a\r\nb")).matches("[0-9a-f]{32}");
        assertThat(Digest.plain("")).matches("[0-9a-f]{32}");
        assertThat(Digest.plain("x".repeat(65)))
                .hasSize(32)
                .isNotEqualTo(Digest.plain("y".repeat(65)));
    }
}
