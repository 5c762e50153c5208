package dev.varde.standalone.app;

import dev.varde.events.config.Chapter;
import java.util.Locale;
import java.util.Set;

/// One of the programs.
public enum Part {
    COLLECTOR(Chapter.SERVICES),
    PROCESSOR(Chapter.RED_FLAGS, Chapter.RESTARTS),
    NOTIFIER(
            Chapter.MAIL,
            Chapter.RECEIVERS,
            Chapter.ROUTES,
            Chapter.RESTARTS,
            Chapter.SECRETS),
    /// Names receivers and how they are told, never where.
    CONSOLE(Chapter.RECEIVERS);

    private final Set<Chapter> needs;

    Part(Chapter... needs) {
        this.needs = Set.of(needs);
    }

    /// What it needs of the configuration.
    public Set<Chapter> needs() {
        return needs;
    }

    /// As on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
