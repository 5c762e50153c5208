package dev.varde.bench;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.Phase;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How long it takes to write and read the two largest values: a death with its last 50 log lines,
/// and an incident in its tenth revision. Microseconds per value.
///
/// Run it: `bench/run codec`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final HostName HOST = new HostName("web-1");
    private static final ServiceName SERVICE = new ServiceName("kontali-backend");
    private static final LogTail TAIL =
            new LogTail(
                    "/var/log/kontali/app.log",
                    IntStream.range(0, 50)
                            .mapToObj(i ->
                                    "12:00:" + i + " INFO GET /api/clients/" + i + " 200 12 ms")
                            .toList());

    private final Codec codec = new Codec();
    private final HostEvent event = event();
    private final Incident incident = incident();
    private byte[] eventBytes = {};
    private byte[] incidentBytes = {};

    /// Prints the sizes and writes what is read later.
    @Setup
    public void write() {
        eventBytes = codec.write(event);
        incidentBytes = codec.write(incident);
        System.out.printf(
                "%nevent %,d bytes, incident %,d bytes%n", eventBytes.length, incidentBytes.length);
    }

    @Benchmark
    public byte[] writeEvent() {
        return codec.write(event);
    }

    @Benchmark
    public HostEvent readEvent() throws Unreadable {
        return codec.readEvent(eventBytes);
    }

    @Benchmark
    public byte[] writeIncident() {
        return codec.write(incident);
    }

    @Benchmark
    public Incident readIncident() throws Unreadable {
        return codec.readIncident(incidentBytes);
    }

    /// Runs all of it.
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder().include(CodecBenchmark.class.getSimpleName()).build())
                .run();
    }

    private static HostEvent event() {
        return new HostEvent(
                new EventId("proc/6f1c/12345"),
                NOON,
                HOST,
                "run-1",
                42,
                SERVICE,
                new ProcessExited(
                        new ProcessKey(12_345, 9_876_543),
                        Role.MAIN,
                        "python3 -m uvicorn app.main:app",
                        NOON.minusSeconds(3_600),
                        ExitStatus.signalled(9, false),
                        2_040_109_465L,
                        NOON.minusSeconds(2),
                        List.of(TAIL),
                        0));
    }

    private static Incident incident() {
        return new Incident(
                new IncidentId("019a3f5c-7c00-7000-8000-000000000001"),
                10,
                Incident.Change.UPDATED,
                IncidentState.OPEN,
                Severity.CRITICAL,
                SERVICE,
                HOST,
                Map.of("environment", "production", "team", "erp"),
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                Phase.RUNNING,
                "kontali-backend on web-1 was killed by the kernel: out of memory",
                new Incident.Times(null, NOON, NOON, NOON.plusMillis(30), null, null, null),
                evidence(),
                List.of(finding()),
                List.of(
                        new Incident.Advice(
                                "Give it swap", List.of("swapon /swap"), "It has none")),
                List.of(),
                3,
                List.of(),
                null,
                null,
                true,
                null,
                memory(),
                List.of(TAIL),
                timeline());
    }

    private static Incident.Finding finding() {
        return new Incident.Finding(
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                "the kernel killed it",
                List.of(new EventId("kmsg/6f1c/4711")),
                List.of());
    }

    private static List<Incident.Evidence> evidence() {
        return IntStream.range(0, 20)
                .mapToObj(i ->
                        new Incident.Evidence(
                                new EventId("kmsg/6f1c/" + i),
                                NOON.plusMillis(i),
                                "kernel",
                                "Out of memory: Killed process " + i + " (python3)"))
                .toList();
    }

    private static List<Incident.MemoryPoint> memory() {
        return IntStream.range(0, 120)
                .mapToObj(i -> new Incident.MemoryPoint(NOON.minusSeconds(120L - i), 1L << 30))
                .toList();
    }

    private static List<Incident.TimelineEntry> timeline() {
        return IntStream.range(0, 10)
                .mapToObj(i -> new Incident.TimelineEntry(NOON.plusSeconds(i), "revision " + i))
                .toList();
    }
}
