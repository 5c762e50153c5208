package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Round;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Service;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The order in which the doctor speaks: of one service part by part, of many each in short; then
/// what they need, the host, the kernel, and what could not be seen.
final class Sections {
    private final Configuration configuration;
    private final Findings findings;
    private final List<Subject> subjects;

    Sections(Configuration configuration, Findings findings, List<Subject> subjects) {
        this.configuration = configuration;
        this.findings = findings;
        this.subjects = subjects;
    }

    List<Section> of(boolean one) {
        List<Section> sections = new ArrayList<>();
        subjects.forEach(s -> sections.addAll(one ? parts(s) : List.of(inShort(s))));
        sections.add(new Section("What it needs", needs(one)));
        sections.add(new Section("Host", HostState.of(findings)));
        sections.add(new Section("Kernel", KernelWords.of(findings)));
        sections.add(sight(one));
        sections.removeIf(s -> s.lines().isEmpty());
        return sections;
    }

    private List<Section> parts(Subject s) {
        List<Line> process = new ArrayList<>(Running.of(s, findings));
        process.addAll(KernelWords.about(s, findings));
        return List.of(
                new Section("Process", process),
                new Section("Ports", Ports.of(s, findings)),
                new Section("Health", Answers.of(s, findings)),
                new Section("Log", LastLines.of(s, findings)),
                new Section("Memory and limits", Use.of(s, findings)),
                new Section("Unit", UnitSafety.of(s, findings)));
    }

    /// Its first line and what is not well.
    private Section inShort(Subject s) {
        List<Line> all = parts(s).stream().flatMap(p -> p.lines().stream()).toList();
        List<Line> lines = new ArrayList<>(all.subList(0, Math.min(1, all.size())));
        all.stream().skip(1).filter(Line::isWrong).forEach(lines::add);
        return new Section(Words.plain(s.name()), lines);
    }

    /// The checks of configured services that it needs, and databases that run here.
    private List<Line> needs(boolean one) {
        Set<Service> own = new HashSet<>(subjects.stream().map(Subject::service).toList());
        List<Round.Heard> others =
                findings.health().or(List.of()).stream()
                        .filter(h -> !own.contains(h.asked().service()))
                        .toList();
        List<Line> lines = new ArrayList<>();
        others.forEach(h -> lines.add(Answers.named(h, findings)));
        unasked().forEach(n -> lines.add(Line.unknown(n + ": it has no health check")));
        if (lines.isEmpty() && one) {
            lines.add(
                    Line.unknown(
                            "no database listens on this host; whether it needs one elsewhere only"
                                    + " a configuration tells (needs:)"));
        }
        return lines;
    }

    private List<ServiceName> unasked() {
        Set<ServiceName> needs = new HashSet<>();
        subjects.forEach(s -> needs.addAll(s.service().needs()));
        return configuration.services().stream()
                .filter(s -> needs.contains(s.name()) && s.health().isEmpty())
                .map(Service::name)
                .toList();
    }

    /// Where one service is asked about, only what could not be seen.
    private Section sight(boolean one) {
        List<Service> services = subjects.stream().map(Subject::service).toList();
        List<Service> asked = one ? services : configuration.services();
        Section whole = Sources.of(asked);
        return new Section(
                whole.title(),
                Stream.concat(
                                whole.lines().stream(),
                                Sources.orders(asked, configuration.orders()).stream())
                        .filter(l -> !one || l.status() != Status.OK)
                        .toList());
    }
}
