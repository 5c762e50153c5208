package dev.varde.standalone.doctor;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something that would make a host or a service safer, as commands to copy. Never run by Varde.
///
/// @param commands for a shell, as root
/// @param why and what to mind, in a sentence
public record Remedy(Touch touch, String title, List<String> commands, String why) {
    /// What it touches, the safest first.
    public enum Touch {
        /// It only shows something.
        LOOKS,
        /// It adds what was not there; what runs goes on as before.
        ADDS,
        /// It changes what runs, without ending it.
        CHANGES,
        /// It ends or restarts something.
        ENDS
    }

    public Remedy {
        commands = List.copyOf(commands);
    }

    static Remedy look(String title, String why, String... commands) {
        return new Remedy(Touch.LOOKS, title, List.of(commands), why);
    }

    /// The remedies of all lines, each once, the safest first.
    public static List<Remedy> of(Collection<Section> sections) {
        Map<List<String>, Remedy> once = new LinkedHashMap<>();
        sections.stream()
                .flatMap(s -> s.lines().stream())
                .flatMap(l -> l.remedies().stream())
                .forEach(r -> once.putIfAbsent(r.commands(), r));
        return once.values().stream().sorted(Comparator.comparing(Remedy::touch)).toList();
    }
}
