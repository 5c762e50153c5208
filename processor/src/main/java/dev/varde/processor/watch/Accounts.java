package dev.varde.processor.watch;

import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.LogTail;
import dev.varde.events.Phase;
import dev.varde.events.Severity;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Diagnosis;
import dev.varde.processor.diagnosis.Finding;
import dev.varde.processor.diagnosis.Grouping;
import dev.varde.processor.incident.Account;
import dev.varde.processor.incident.Account.Settling;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Writes down what went wrong: the diagnosis with all that an incident quotes.
public final class Accounts {
    private static final int EVIDENCE = 16;

    /// After these the host cannot be relied on, whatever of it still runs.
    private static final Set<Report> GRAVE =
            Set.of(Report.PANIC, Report.OOPS, Report.FILESYSTEM_READ_ONLY);

    private Accounts() {}

    /// An account of a service's trouble.
    public static Account of(Case.OfService c, EventId trigger, Scene s, Settling settling) {
        Diagnosis d = Diagnosis.of(c, s.rules());
        Instant detected = s.seen();
        Severity own = d.best().severity();
        Case.Death death = c instanceof Case.Death found ? found : null;
        boolean part = settling == Settling.BY_ITSELF;
        return new Account(
                trigger,
                settling,
                c.instance().service(),
                c.instance().host(),
                c.instance().labels(),
                part ? Severity.WARNING : own == null ? Severity.CRITICAL : own,
                d.best().cause(),
                d.best().confidence(),
                death == null ? Phase.RUNNING : death.phase(),
                d.best().summary(),
                death == null ? null : death.fact().lastLogAt(),
                death == null ? null : death.exit().time(),
                later(detected, death == null ? detected : death.exit().time()),
                evidence(d, c),
                d.all().stream().map(Finding::told).toList(),
                advice(d),
                !part && c.instance().restartable(),
                c.instance().memory().curve(),
                lastLines(c),
                Grouping.fingerprint(c, d.best()).orElse(null),
                null);
    }

    /// An account of what a living service runs out of.
    public static Account of(Case.RunningOut c, EventId trigger, Instant detected) {
        Diagnosis d = Diagnosis.of(c);
        return new Account(
                trigger,
                Settling.AT_ONCE,
                c.instance().service(),
                c.instance().host(),
                c.instance().labels(),
                Severity.WARNING,
                d.best().cause(),
                d.best().confidence(),
                Phase.RUNNING,
                d.best().summary(),
                null,
                null,
                detected,
                d.best().evidence(),
                d.all().stream().map(Finding::told).toList(),
                advice(d),
                false,
                c.instance().memory().curve(),
                List.of());
    }

    /// An account of a host's trouble.
    public static Account of(Case c, EventId trigger, Instant detected) {
        Diagnosis d = Diagnosis.of(c);
        HostName host = c.host().host();
        return new Account(
                trigger,
                Settling.AT_ONCE,
                null,
                host,
                c.host().labels(),
                severity(c),
                d.best().cause(),
                d.best().confidence(),
                null,
                d.best().summary(),
                null,
                null,
                detected,
                d.best().evidence(),
                d.all().stream().map(Finding::told).toList(),
                advice(d),
                false,
                List.of(),
                List.of());
    }

    private static Severity severity(Case c) {
        boolean critical =
                switch (c) {
                    case Case.Silent _, Case.Rebooted _, Case.OfService _ -> true;
                    case Case.KernelTrouble t -> GRAVE.contains(t.report().fact().report());
                    case Case.LowMemory _, Case.NoSwap _, Case.FillingDisk _ -> false;
                };
        return critical ? Severity.CRITICAL : Severity.WARNING;
    }

    /// What the best finding rests on first, then what the others add.
    private static List<Evidence> evidence(Diagnosis d, Case.OfService c) {
        Set<Evidence> all = new LinkedHashSet<>(d.best().evidence());
        d.others().forEach(f -> all.addAll(f.evidence()));
        if (c instanceof Case.Death death) {
            all.addAll(death.around());
        }
        return all.stream().limit(EVIDENCE).toList();
    }

    private static List<Advice> advice(Diagnosis d) {
        return d.best().advice();
    }

    private static List<LogTail> lastLines(Case.OfService c) {
        return switch (c) {
            case Case.Death d -> d.fact().lastLines();
            case Case.Away a -> a.exit().fact().lastLines();
            case Case.Failing _, Case.Missing _, Case.RunningOut _ -> List.of();
        };
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
