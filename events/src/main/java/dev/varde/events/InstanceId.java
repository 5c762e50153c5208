package dev.varde.events;

/// One service on one host, written `service@host`.
public record InstanceId(ServiceName service, HostName host) {
    /// Reads `service@host`.
    ///
    /// @throws IllegalArgumentException when there is no `@` or a part is not a name
    public static InstanceId parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "an instance is written service@host, not '" + text + "'");
        }
        return new InstanceId(
                new ServiceName(text.substring(0, at)), new HostName(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return service + "@" + host;
    }
}
