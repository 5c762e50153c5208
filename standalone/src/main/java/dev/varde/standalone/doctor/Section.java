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
    /// @param cure what to do, in words; null where nothing is to be done or the remedies say it
    /// @param remedies commands that would help
    public record Line(Status status, String what, @Nullable String cure, List<Remedy> remedies) {
        public Line {
            remedies = List.copyOf(remedies);
        }

        public Line(Status status, String what, @Nullable String cure) {
            this(status, what, cure, List.of());
        }

        public static Line ok(String what) {
            return new Line(Status.OK, what, null);
        }

        static Line warning(String what, Remedy... remedies) {
            return new Line(Status.WARNING, what, null, List.of(remedies));
        }

        static Line bad(String what, Remedy... remedies) {
            return new Line(Status.BAD, what, null, List.of(remedies));
        }

        static Line unknown(String what) {
            return new Line(Status.UNKNOWN, what, null);
        }

        Line curedBy(String words) {
            return new Line(status, what, words, remedies);
        }

        boolean isWrong() {
            return status == Status.WARNING || status == Status.BAD;
        }
    }

    /// Whether something in it should be mended.
    public boolean foundSomething() {
        return lines.stream().anyMatch(Line::isWrong);
    }
}
