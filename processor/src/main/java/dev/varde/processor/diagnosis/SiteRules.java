package dev.varde.processor.diagnosis;

import dev.varde.events.config.Configuration.OwnRule;
import java.util.ArrayList;
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

    /// The order of belief with these in their place.
    List<Rule> among(List<Rule> belief) {
        if (rules.isEmpty()) {
            return belief;
        }
        int place = 0;
        for (int i = 0; i < belief.size(); i++) {
            place = belief.get(i).saidFromOutside() ? i + 1 : place;
        }
        List<Rule> all = new ArrayList<>(belief);
        all.addAll(place, rules);
        return all;
    }
}
