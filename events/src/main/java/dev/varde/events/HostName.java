package dev.varde.events;

/// A machine with a collector.
///
/// @param value 1 to 200 characters, no blanks, no `/` and no `@`
public record HostName(String value) {
    public HostName {
        Names.requirePlain("HostName", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
