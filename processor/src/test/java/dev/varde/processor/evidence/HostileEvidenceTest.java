package dev.varde.processor.evidence;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.WatchdogExpired;
import dev.varde.events.wire.Codec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a host says, what is kept of one of its services can be written and fits into a
/// message.
class HostileEvidenceTest {
    private static final int EVENTS = 3_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\"\\",
                "\uFFFF",
                "\uD83D\uDD25",
                "\uD83D",
                "\uDD25a",
                "\u001b[31m",
                "a"
            })
    void anyTextFitsIntoAMessageAndIsReadBack(String piece) throws Exception {
        String text = piece.repeat(20_000 / piece.length());
        Random random = new Random(1);
        InstanceEvidence kontali = InstanceEvidence.none(KONTALI_ON_WEB_1);
        for (int n = 0; n < EVENTS; n++) {
            kontali = kontali.fold(kontali(n * 70, fact(random, n, text)));
        }

        byte[] written = Codec.mapper().writeValueAsBytes(kontali);

        System.out.printf("evidence of a hostile service: %,d bytes%n", written.length);
        assertThat(written.length).isBetween(100_000, 1 << 20);
        assertThat(Codec.mapper().readValue(written, InstanceEvidence.class)).isEqualTo(kontali);
    }

    @Test
    void aThousandLogsOfOneServiceAreTwenty() {
        List<LogTail> tails = Collections.nCopies(1_000, new LogTail("/var/log/a", List.of("x")));

        assertThat(Bounds.tails(tails)).hasSize(Bounds.TAILS);
    }

    private static Fact fact(Random random, int n, String text) {
        ProcessKey process = new ProcessKey(n + 1, n);
        Role role = random.nextInt(3) == 0 ? Role.MAIN : Role.WORKER;
        return switch (random.nextInt(10)) {
            case 0 -> new LogMatched(text, n, LogKind.LINE, Collections.nCopies(50, text), null);
            case 1 -> new ProcessStarted(process, role, text, at(n), false);
            case 2 ->
                    new ProcessExited(
                            process,
                            role,
                            text,
                            at(n),
                            ExitStatus.exited(1),
                            1L,
                            null,
                            Collections.nCopies(
                                    30, new LogTail(text, Collections.nCopies(50, text + n))),
                            3);
            case 3 ->
                    new OomKilled(
                            n,
                            text,
                            OomScope.GLOBAL,
                            Killer.KERNEL,
                            1L,
                            text,
                            text,
                            List.of(text, text));
            case 4 -> new TrapRaised(n, text, text, text);
            case 5 -> new KernelReported(Report.OOPS, n, text);
            case 6 -> new UnitFailed("k.service", text, text);
            case 7 -> new WatchdogExpired("k.service", text);
            case 8 -> new ServiceMemorySampled(random.nextInt(1 << 30), 0, null, 3, n, n, 1_024L);
            default ->
                    new CheckFailed(
                            "c" + random.nextInt(100),
                            CheckKind.HTTP,
                            text,
                            Failure.ERROR,
                            500,
                            text,
                            3,
                            3,
                            Duration.ZERO,
                            new PortHolder(1, text));
        };
    }
}
