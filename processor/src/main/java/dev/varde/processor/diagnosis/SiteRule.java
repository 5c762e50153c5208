package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.config.Configuration.OwnRule;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.List;
import java.util.Optional;

/// One rule of a site's own: the process ended by itself after a line that the rule knows.
final class SiteRule implements Rule {
    private final OwnRule rule;

    SiteRule(OwnRule rule) {
        this.rule = rule;
    }

    @Override
    public Cause cause() {
        return rule.cause();
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof Death d && d.ending().ownDoing() && rule.about(d.instance().service())
                ? d.transcript().late(rule::says).map(line -> finding(d, line))
                : Optional.empty();
    }

    private Finding finding(Death d, Line line) {
        return new Finding(
                cause(),
                Confidence.CERTAIN,
                d.who()
                        + " ended after it said: "
                        + Say.cut(line.text(), 160)
                        + " ("
                        + (d.presumed() ? "" : d.ending().words() + "; ")
                        + "rule "
                        + rule.name()
                        + ")",
                Say.with(Say.line(line), d.ended()),
                List.of(),
                rule.advice(),
                rule.severity());
    }
}
