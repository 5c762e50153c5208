package dev.varde.collector.order;

import dev.varde.collector.keeper.ContainerTool;
import dev.varde.events.config.Configuration.RestartAction;
import java.util.ArrayList;
import java.util.List;

/// A restart action as words for people and as the words that are run.
public final class Actions {
    private Actions() {}

    /// Such as `unit kontali.service`, or the first word of the command; its other words may hold
    /// secrets.
    public static String inWords(RestartAction action) {
        return switch (action) {
            case RestartAction.RestartUnit(String unit) -> "unit " + unit;
            case RestartAction.RestartContainer(String name) -> "container " + name;
            case RestartAction.RestartProgram(String name) -> "supervisor " + name;
            case RestartAction.RunCommand(List<String> argv) -> "command " + argv.getFirst();
        };
    }

    /// What is to be run first, whatever comes of it; empty for nothing. A unit whose start limit
    /// was hit refuses every start until the limit's time is over, or its counter is reset
    /// (systemctl(1), reset-failed).
    static List<String> preparation(RestartAction action) {
        return action instanceof RestartAction.RestartUnit(String unit)
                ? List.of("systemctl", "--no-ask-password", "reset-failed", "--", unit)
                : List.of();
    }

    /// Never a shell: each word reaches the program as it stands.
    static List<String> argv(RestartAction action) {
        return switch (action) {
            case RestartAction.RestartUnit(String unit) ->
                    List.of("systemctl", "--no-ask-password", "restart", "--", unit);
            case RestartAction.RestartContainer(String name) ->
                    List.of(ContainerTool.name(), "restart", "--", name);
            case RestartAction.RestartProgram(String name) ->
                    List.of("supervisorctl", "restart", name);
            case RestartAction.RunCommand(List<String> argv) -> new ArrayList<>(argv);
        };
    }
}
