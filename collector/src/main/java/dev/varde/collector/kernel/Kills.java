package dev.varde.collector.kernel;

import dev.varde.collector.KillReport;
import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.kernel.KillSighting.Counted;
import dev.varde.collector.kernel.KillSighting.Logged;
import dev.varde.collector.kernel.KillSighting.Reported;
import dev.varde.collector.kernel.KillTally.Unexplained;
import dev.varde.collector.kernel.ToldKill.Rank;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.ServiceName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Makes one event of each kill for lack of memory, however many sources saw it, in whatever order.
///
/// The kernel's line is told at once. A guard's or the unit manager's waits two seconds for it, and
/// gives way to it. What was only counted waits as long for somebody to name it, and is told as
/// unexplained when nobody does. A better source that comes later still makes no second event. Time
/// comes in as `now`, in nanoseconds of a clock that only goes forward. Not thread-safe.
final class Kills {
    private static final int MOST_TOLD = 100;
    private static final int MOST_WAITING = 100;

    private record Waiting(Reported said, Victim victim, long deadline) {
        Killer killer() {
            return said.report().killer();
        }

        /// How much the words say: a pid most, a cgroup more than a unit.
        int words() {
            KillReport r = said.report();
            return (r.pid() != null ? 2 : 0) + (r.cgroup() != null ? 1 : 0);
        }
    }

    private final String bootId;
    private final Outbox outbox;
    private final Deque<ToldKill> told = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final KillTally tally = new KillTally();

    /// @param told kills that an earlier run told of, oldest first
    Kills(String bootId, List<ToldKill> told, Outbox outbox) {
        this.bootId = bootId;
        this.outbox = outbox;
        told.forEach(this::remember);
    }

    void hear(KillSighting sighting, long now) {
        switch (sighting) {
            case Logged logged -> logged(logged, now);
            case Reported reported -> reported(reported, now);
            case Counted counted -> tally.counted(counted, now);
        }
    }

    /// Tells what has waited long enough.
    void settle(long now) {
        boolean due = tally.due(now);
        for (Waiting w : List.copyOf(waiting)) {
            if (w.deadline() - now <= 0 || (due && w.killer() == Killer.KERNEL)) {
                waiting.remove(w);
                tell(w, now);
            }
        }
        if (due) {
            tally.settle(now).forEach(this::tell);
        }
    }

    /// Tells what somebody named and waits, because nothing more will be heard.
    void end(long now) {
        List.copyOf(waiting).forEach(w -> tell(w, now));
        waiting.clear();
    }

    /// When [#settle] has something to do.
    OptionalLong deadline() {
        return LongStream.concat(
                        waiting.stream().mapToLong(Waiting::deadline), tally.deadline().stream())
                .min();
    }

    /// What was told, oldest first; at most a hundred.
    List<ToldKill> told() {
        return List.copyOf(told);
    }

    private void logged(Logged line, long now) {
        OomKilled kill = line.kill();
        Victim victim = new Victim(kill.pid(), line.service(), null, kill.cgroup(), line.time());
        waiting.removeIf(w -> sameKill(Killer.KERNEL, victim, w));
        ToldKill lesser = lesser(victim);
        if (lesser == null || lesser.killer() != Killer.KERNEL) {
            tally.explained(line.service(), false, now);
        }
        if (lesser != null) {
            told.remove(lesser);
            told.addLast(lesser.lineCame());
            line.acknowledged().run();
            return;
        }
        outbox.put(new Sighting(line.id(), line.time(), line.service(), kill, line.acknowledged()));
        remember(new ToldKill(line.id(), Killer.KERNEL, victim, Rank.LOGGED, 0, false));
    }

    private static boolean sameKill(Killer killer, Victim victim, Waiting w) {
        return w.victim().samePid(victim)
                ? w.victim().maybe(victim)
                : w.killer() == killer && w.victim().maybe(victim);
    }

    /// A kill already told by a source that says less, which this line is about.
    private @Nullable ToldKill lesser(Victim victim) {
        return told.stream()
                .filter(t -> t.later() > 0 && t.covers(Killer.KERNEL, victim))
                .findFirst()
                .orElse(null);
    }

    private void reported(Reported said, long now) {
        KillReport r = said.report();
        Victim victim = new Victim(r.pid(), said.service(), r.unit(), r.cgroup(), r.time());
        Waiting fresh = new Waiting(said, victim, now + KillTally.PATIENCE);
        if (told.stream().anyMatch(t -> t.id().equals(r.id()))) {
            put(said); // read again because the broker did not have it; the same id, the same event
            return;
        }
        if (told.stream().anyMatch(t -> knows(t, fresh)) || merged(fresh)) {
            return;
        }
        waiting.add(fresh);
        if (waiting.size() > MOST_WAITING) {
            tell(waiting.removeFirst(), now);
        }
    }

    private static boolean knows(ToldKill told, Waiting fresh) {
        return told.covers(fresh.killer(), fresh.victim())
                && (told.rank() != Rank.REPORTED || sameSpeech(told.victim(), fresh));
    }

    /// Two reports are of one kill when they name the same pid. systemd-oomd ends a whole cgroup,
    /// and both it and the unit manager say so; the unit manager says of each of the kernel's kills
    /// one thing only.
    private static boolean sameSpeech(Victim other, Waiting fresh) {
        return other.samePid(fresh.victim()) || fresh.killer() == Killer.SYSTEMD_OOMD;
    }

    private boolean merged(Waiting fresh) {
        for (int i = 0; i < waiting.size(); i++) {
            Waiting w = waiting.get(i);
            boolean repeated = w.said().report().id().equals(fresh.said().report().id());
            if (repeated
                    || (sameKill(fresh.killer(), fresh.victim(), w)
                            && sameSpeech(w.victim(), fresh))) {
                Waiting better = fresh.words() > w.words() ? fresh : w;
                waiting.set(i, new Waiting(better.said(), better.victim(), w.deadline()));
                return true;
            }
        }
        return false;
    }

    private void tell(Waiting w, long now) {
        EventId id = w.said().report().id();
        put(w.said());
        boolean lineMayCome = w.killer() == Killer.KERNEL || w.victim().pid() != null;
        long later = lineMayCome ? 1 : 0;
        remember(new ToldKill(id, w.killer(), w.victim(), Rank.REPORTED, later, false));
        if (w.killer() == Killer.KERNEL) {
            tally.explained(w.said().service(), w.victim().pid() == null, now);
        }
    }

    private void put(Reported said) {
        KillReport r = said.report();
        OomKilled fact =
                new OomKilled(
                        r.pid() == null ? 0 : r.pid(),
                        r.comm() == null ? "" : r.comm(),
                        said.scope(),
                        r.killer(),
                        null,
                        r.cgroup(),
                        r.text(),
                        List.of());
        outbox.put(new Sighting(r.id(), r.time(), said.service(), fact));
    }

    private void tell(Unexplained u) {
        KillSighting.Rise place = u.place();
        ServiceName service = place == null ? null : place.service();
        String cgroup = place == null ? null : place.cgroup();
        String where = cgroup == null ? "" : " in " + cgroup;
        String text =
                "the kernel counted %d kill%s for lack of memory%s that nobody named"
                        .formatted(u.kills(), u.kills() == 1 ? "" : "s", where);
        String suffix = service == null ? "" : ":" + service.value();
        EventId id = new EventId(bootId + ":oom-count:" + u.total() + suffix);
        KernelReported fact = new KernelReported(Report.OOM_UNEXPLAINED, null, text);
        outbox.put(new Sighting(id, u.time(), service, fact));
        Victim victim = new Victim(null, service, null, cgroup, u.time());
        remember(new ToldKill(id, Killer.KERNEL, victim, Rank.COUNTED, u.kills(), service == null));
    }

    private void remember(ToldKill kill) {
        told.addLast(kill);
        if (told.size() > MOST_TOLD) {
            told.removeFirst();
        }
    }
}
