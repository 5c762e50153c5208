package dev.varde.events.config;

import java.util.List;
import java.util.Optional;

/// Names that stand for what is listed elsewhere in the file.
///
/// @param noun what they name
/// @param known what is listed; a placeholder among it is one whose name is wrong or not looked up
/// @param where it is listed
record Naming(Kind<String> kind, String noun, List<String> known, String where) {
    /// Stands for a name that is wrong, or that this program does not look up.
    static final String UNNAMED = "-";

    Naming {
        known = List.copyOf(known);
    }

    /// The name that stands there; a problem when nothing has it.
    Optional<String> at(Place place) {
        Optional<String> name = place.as(kind);
        name.ifPresent(n -> isKnown(n, place));
        return name;
    }

    /// Whether something has the name; a problem at the place when nothing has.
    boolean isKnown(String name, Place place) {
        boolean found = known.contains(name) || known.contains(UNNAMED);
        if (!found) {
            place.wrong(
                    "there is no " + noun + " '" + name.replaceAll("\\p{Cntrl}", "?") + "'",
                    Words.meant(name, known).orElse("List it under " + where + "."));
        }
        return found;
    }

    /// One name or several; none is a problem.
    List<String> some(Place place) {
        return Places.notEmpty(
                place, this::at, "Write the names of " + noun + "s, listed under " + where + ".");
    }

    /// As many as there are, also none.
    List<String> each(Place place) {
        return place.oneOrMore().stream().flatMap(p -> at(p).stream()).toList();
    }
}
