package dev.varde.standalone.app;

import dev.varde.collector.app.Collector;
import dev.varde.events.config.Chapter;
import java.util.Locale;
import java.util.Set;

/// One of the programs.
public enum Part {
    COLLECTOR,
    PROCESSOR,
    NOTIFIER,
    CONSOLE;

    /// What it needs of the configuration. The console names receivers and how they are told, never
    /// where.
    public Set<Chapter> needs() {
        return switch (this) {
            case COLLECTOR -> Collector.NEEDS;
            case PROCESSOR ->
                    Set.of(Chapter.RED_FLAGS, Chapter.RESTARTS, Chapter.MAINTENANCE, Chapter.RULES);
            case NOTIFIER ->
                    Set.of(
                            Chapter.MAIL,
                            Chapter.RECEIVERS,
                            Chapter.ROUTES,
                            Chapter.RESTARTS,
                            Chapter.ORDERS,
                            Chapter.SECRETS);
            case CONSOLE -> Set.of(Chapter.RECEIVERS);
        };
    }

    /// As on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
