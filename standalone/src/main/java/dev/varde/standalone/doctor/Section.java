package dev.varde.standalone.doctor;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One part of what the doctor says.
public record Section(String title, List<Line> lines) {
    public Section {
        lines = List.copyOf(lines);
    }

    /// How well one thing is.
    public enum Status {
        OK,
        WARNING,
        BAD,
        /// It could not be found out.
        UNKNOWN;

        /// As it is printed.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param what was looked at and what was found
    /// @param cure what to do; null where nothing is to be done
    public record Line(Status status, String what, @Nullable String cure) {
        public static Line ok(String what) {
            return new Line(Status.OK, what, null);
        }
    }

    /// Whether something in it should be mended.
    public boolean foundSomething() {
        return lines.stream()
                .anyMatch(l -> l.status() == Status.WARNING || l.status() == Status.BAD);
    }
}
