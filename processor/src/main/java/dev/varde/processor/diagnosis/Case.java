package dev.varde.processor.diagnosis;

import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.Phase;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.processor.evidence.Disk;
import dev.varde.processor.evidence.Figure;
import dev.varde.processor.evidence.Health.CheckState;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.trend.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules look at: something that happened, with what is known around it.
public sealed interface Case {
    HostEvidence host();

    /// A case about one service.
    sealed interface OfService extends Case {
        InstanceEvidence instance();

        /// The services it needs on the same host that are down.
        List<Neighbour> neighbours();

        /// Such as `kontali-backend on web-1`.
        default String who() {
            return instance().service() + " on " + instance().host();
        }
    }

    /// A service on the same host that is down.
    record Neighbour(ServiceName service, EventId event, Instant since, String words) {}

    /// How a death is read out of logs.
    ///
    /// @param who what died, to begin a sentence with
    /// @param end the line that tells of the end, or null where only what was written of a cause
    ///   does
    record Reading(String who, @Nullable Evidence end) {}

    /// A process died that should not have.
    ///
    /// @param transcript what its logs said in its life
    /// @param reading where it is read out of logs: how; null where a collector saw it
    record Death(
            InstanceEvidence instance,
            HostEvidence host,
            List<Neighbour> neighbours,
            Seen<ProcessExited> exit,
            Transcript transcript,
            @Nullable Reading reading)
            implements OfService {
        /// A process that dies this soon was starting.
        private static final Duration STARTING = Duration.ofSeconds(60);

        public static Death of(
                InstanceEvidence instance,
                HostEvidence host,
                List<Neighbour> neighbours,
                Seen<ProcessExited> exit) {
            return new Death(instance, host, neighbours, exit, Transcript.of(instance, exit), null);
        }

        /// A death that is read out of logs.
        public static Death read(
                InstanceEvidence instance,
                HostEvidence host,
                Seen<ProcessExited> exit,
                Reading reading) {
            Transcript transcript = Transcript.of(instance, exit);
            return new Death(
                    instance,
                    host,
                    List.of(),
                    exit,
                    reading.end() == null ? transcript.presuming() : transcript,
                    reading);
        }

        /// Whether nobody saw the end: what is written of it is all there is.
        public boolean presumed() {
            return reading != null && reading.end() == null;
        }

        /// How its end is known.
        public List<Evidence> ended() {
            if (reading == null) {
                return List.of(Say.exit(exit));
            }
            Evidence end = reading.end();
            return end == null ? List.of() : List.of(end);
        }

        /// How it ended, to be put behind a sentence.
        String how() {
            return presumed() ? "" : " (" + ending().words() + ")";
        }

        public Phase phase() {
            boolean young = exit.time().isBefore(fact().startedAt().plus(STARTING));
            return young && !instance.health().answeredSinceStart()
                    ? Phase.STARTING
                    : Phase.RUNNING;
        }

        public ProcessExited fact() {
            return exit.fact();
        }

        /// What stands around a death whatever its cause: how it ended, what the unit manager wrote
        /// about it, the host's memory, when it last wrote to its log.
        public List<Evidence> around() {
            List<Evidence> all = new ArrayList<>(ended());
            all.addAll(UnitWords.quoted(this));
            OomKill.memory(this).ifPresent(all::add);
            Instant lastLog = fact().lastLogAt();
            if (lastLog != null) {
                String before = Say.duration(Duration.between(lastLog, exit.time()));
                all.add(
                        new Evidence(
                                exit.id(), lastLog, "log", "last written " + before + " before"));
            }
            return all;
        }

        public Ending ending() {
            return Ending.of(exit.fact().exit());
        }

        public boolean ofWorker() {
            return exit.fact().role() == Role.WORKER;
        }

        @Override
        public String who() {
            if (reading != null) {
                return reading.who();
            }
            String service = instance.service() + " on " + instance.host();
            return ofWorker()
                    ? "a worker of " + service + " (pid " + fact().process().pid() + ")"
                    : service;
        }
    }

    /// A health check makes the service down while nothing is known to have died.
    ///
    /// @param alive its main process lives; false also when its processes are not watched
    record Failing(
            InstanceEvidence instance,
            HostEvidence host,
            List<Neighbour> neighbours,
            CheckState check,
            boolean alive)
            implements OfService {}

    /// No process of the service was found.
    record Missing(
            InstanceEvidence instance,
            HostEvidence host,
            List<Neighbour> neighbours,
            Seen<ProcessMissing> missing)
            implements OfService {}

    /// It ended with success, nobody is known to have asked for it, and it does not come back
    /// though its health check wants it.
    record Away(
            InstanceEvidence instance,
            HostEvidence host,
            List<Neighbour> neighbours,
            Seen<ProcessExited> exit,
            CheckState check)
            implements OfService {}

    /// Something that a living service uses rises towards its limit, or is close to it.
    ///
    /// @param outlook whether and when it will be at the limit
    record RunningOut(
            InstanceEvidence instance,
            HostEvidence host,
            Seen<ServiceMemorySampled> sample,
            Figure figure,
            Outlook outlook)
            implements OfService {
        @Override
        public List<Neighbour> neighbours() {
            return List.of();
        }
    }

    /// A host's collector is no longer heard.
    record Silent(HostEvidence host, Instant heard, Instant now) implements Case {
        public HostName name() {
            return host.host();
        }
    }

    /// The kernel reported something that concerns the whole host.
    record KernelTrouble(HostEvidence host, Seen<KernelReported> report) implements Case {}

    /// The host started anew, and not because it was shut down.
    record Rebooted(HostEvidence host, Seen<HostRebooted> reboot) implements Case {}

    record LowMemory(HostEvidence host, Seen<HostMemorySampled> sample) implements Case {}

    record NoSwap(HostEvidence host, Seen<HostMemorySampled> sample) implements Case {}

    /// @param flagged more of it is in use than the configuration takes for well; else it only will
    ///   be
    record FillingDisk(HostEvidence host, Disk disk, boolean flagged) implements Case {}
}
