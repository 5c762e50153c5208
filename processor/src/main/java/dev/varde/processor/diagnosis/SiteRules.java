package dev.varde.processor.diagnosis;

import dev.varde.events.config.Configuration.OwnRule;
import java.util.List;

/// The rules that a site wrote for its own programs. They are asked before those about the words of
/// programs in general, in the order in which they stand in the file, and after what was said from
/// outside the program.
public record SiteRules(List<Rule> rules) {
    public static final SiteRules NONE = new SiteRules(List.of());

    public SiteRules {
        rules = List.copyOf(rules);
    }

    public static SiteRules of(List<OwnRule> written) {
        return new SiteRules(written.stream().<Rule>map(SiteRule::new).toList());
    }
}
