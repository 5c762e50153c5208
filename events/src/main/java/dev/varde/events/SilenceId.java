package dev.varde.events;

/// The identity of a silence.
///
/// @param value 1 to 200 characters without blanks, '/' and '@'; made by Varde it is `s-` and a few
///   letters and digits
public record SilenceId(String value) {
    public SilenceId {
        Names.requirePlain("SilenceId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
