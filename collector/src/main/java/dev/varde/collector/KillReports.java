package dev.varde.collector;

/// Takes in what was said of kills for lack of memory, whoever said it; makes one event of each
/// kill, however many sources saw it. Never blocks.
@FunctionalInterface
public interface KillReports {
    void reported(KillReport kill);
}
