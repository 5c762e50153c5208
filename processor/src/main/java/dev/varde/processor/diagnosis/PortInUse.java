package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.evidence.Health.CheckState;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// The program could not listen because something else already does on its port.
final class PortInUse implements Rule {
    @Override
    public Cause cause() {
        return Cause.PORT_IN_USE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return switch (c) {
            case Case.Death d -> OwnWords.of(d, cause()).map(this::died);
            case Case.Failing f -> holder(f.instance()).map(h -> held(f, h));
            case Case.Missing _,
                    Case.Away _,
                    Case.RunningOut _,
                    Case.Silent _,
                    Case.KernelTrouble _,
                    Case.Rebooted _,
                    Case.LowMemory _,
                    Case.NoSwap _,
                    Case.FillingDisk _ ->
                    Optional.empty();
        };
    }

    private Finding died(OwnWords w) {
        Case.Death d = w.death();
        Line line = w.said().line();
        List<Evidence> evidence = new ArrayList<>(List.of(Say.line(line)));
        evidence.addAll(d.ended());
        Optional<CheckState> held = heldCheck(d.instance());
        held.ifPresent(h -> evidence.add(Say.check(h)));
        String port = port(d, line).map(p -> "port " + p).orElse("its port");
        return new Finding(
                cause(),
                Confidence.CERTAIN,
                d.who()
                        + " could not start: "
                        + port
                        + " is already in use"
                        + holder(d.instance()).map(PortInUse::by).orElse("")
                        + d.how(),
                evidence,
                List.of(),
                advice(port(d, line)));
    }

    private Finding held(Case.Failing f, PortHolder h) {
        return new Finding(
                cause(),
                Confidence.LIKELY,
                f.who() + " does not answer: its port is held by another process" + by(h),
                List.of(Say.check(f.check())),
                List.of(),
                advice(port(f.check().target())));
    }

    private static Optional<Integer> port(Case.Death d, Line line) {
        return port(line.text())
                .or(() -> heldCheck(d.instance()).flatMap(c -> port(c.target())))
                .or(() ->
                        d.instance().health().checks().stream()
                                .flatMap(c -> port(c.target()).stream())
                                .findFirst());
    }

    private static Optional<Integer> port(String text) {
        Matcher m = Text.PORT.matcher(text);
        Optional<Integer> last = Optional.empty();
        while (m.find()) {
            int port = Integer.parseInt(m.group(1));
            last = port > 0 && port < 65_536 ? Optional.of(port) : last;
        }
        return last;
    }

    private static Optional<CheckState> heldCheck(InstanceEvidence instance) {
        return instance.health().checks().stream()
                .filter(c -> c.failure() != null && c.failure().fact().holder() != null)
                .findFirst();
    }

    private static Optional<PortHolder> holder(InstanceEvidence instance) {
        return heldCheck(instance)
                .map(CheckState::failure)
                .map(Seen::fact)
                .map(HealthFact.CheckFailed::holder);
    }

    private static String by(PortHolder h) {
        return " by " + Say.cut(h.command(), 60) + " (pid " + h.pid() + ")";
    }

    private static List<Advice> advice(Optional<Integer> port) {
        String command = port.map(p -> "ss -ltnp 'sport = :" + p + "'").orElse("ss -ltnp");
        return List.of(
                new Advice(
                        "Find who holds the port",
                        List.of(command),
                        "Often it is an old process of the same service that did not end. A restart helps"
                                + " only when the port is free."));
    }
}
