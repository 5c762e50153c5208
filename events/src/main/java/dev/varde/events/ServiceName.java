package dev.varde.events;

/// Something that should run on a host; the same name on every host where it runs.
///
/// @param value 1 to 200 characters, no blanks, no `/` and no `@`
public record ServiceName(String value) {
    public ServiceName {
        Names.requirePlain("ServiceName", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
