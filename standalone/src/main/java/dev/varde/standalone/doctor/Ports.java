package dev.varde.standalone.doctor;

import dev.varde.standalone.doctor.Section.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who holds the ports?
final class Ports {
    private Ports() {}

    static List<Line> of(Subject subject, Findings findings) {
        List<Line> lines = new ArrayList<>();
        for (int port : subject.expected()) {
            lines.add(expected(port, subject, findings));
        }
        TreeSet<Integer> others = new TreeSet<>(subject.ports().keySet());
        subject.expected().forEach(others::remove);
        if (!others.isEmpty()) {
            String list = others.stream().map(String::valueOf).collect(Collectors.joining(", "));
            lines.add(Line.ok((lines.isEmpty() ? "listens on " : "listens also on ") + list));
        } else if (lines.isEmpty() && subject.runs()) {
            lines.add(
                    findings.snapshot().limits(subject.family().getFirst()).descriptors() == null
                            ? Line.unknown(
                                    "on which ports it listens: its descriptors may not be seen by"
                                            + " this user")
                            : Line.ok("listens on no TCP port"));
        }
        return lines;
    }

    private static Line expected(int port, Subject subject, Findings findings) {
        if (subject.ports().containsKey(port)) {
            return Line.ok(
                    "port "
                            + port
                            + " is held by it: pid "
                            + subject.ports().get(port).stream()
                                    .sorted()
                                    .limit(3)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")));
        }
        if (!findings.snapshot().isTaken(port)) {
            return Line.bad("nobody listens on port " + port);
        }
        Set<Integer> holders = findings.snapshot().holders(port);
        if (holders.isEmpty()) {
            return Line.unknown(
                    "somebody listens on port "
                            + port
                            + "; who it is may not be seen by this user (run this as root)");
        }
        return subject.sought() == null
                ? Line.ok("port " + port + " is held by " + holder(holders, findings))
                : held(port, holders, findings);
    }

    private static String holder(Set<Integer> holders, Findings findings) {
        return findings.process(new TreeSet<>(holders).first());
    }

    private static Line held(int port, Set<Integer> holders, Findings findings) {
        int first = new TreeSet<>(holders).first();
        return Line.bad(
                "port " + port + " is held by another: " + holder(holders, findings),
                Remedy.look(
                        "See who holds port " + port,
                        "it may be an old process of the same service that did not end",
                        "ss -ltnp 'sport = :" + port + "'",
                        "ps -o pid,ppid,user,lstart,args -p " + first));
    }
}
