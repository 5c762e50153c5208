package dev.varde.processor.watch;

import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.ServiceName;
import dev.varde.processor.evidence.Resource;

/// What can have one incident at a time: a service on a host, its workers, what it runs out of, or
/// a condition of the host.
///
/// @param name the service, the mount point, the cause of the kernel's trouble, or nothing
public record Slot(HostName host, Kind kind, String name) {
    public enum Kind {
        SERVICE,
        WORKERS,
        MEMORY,
        SWAP,
        DISK,
        SILENCE,
        KERNEL,
        REBOOT,
        LEAK,
        DESCRIPTORS,
        THREADS
    }

    public static Slot service(InstanceId id) {
        return new Slot(id.host(), Kind.SERVICE, id.service().value());
    }

    public static Slot workers(InstanceId id) {
        return new Slot(id.host(), Kind.WORKERS, id.service().value());
    }

    /// What a living service can run out of.
    public static Slot of(InstanceId id, Resource resource) {
        Kind kind =
                switch (resource) {
                    case MEMORY -> Kind.LEAK;
                    case DESCRIPTORS -> Kind.DESCRIPTORS;
                    case THREADS -> Kind.THREADS;
                };
        return new Slot(id.host(), kind, id.service().value());
    }

    public static Slot silence(HostName host) {
        return new Slot(host, Kind.SILENCE, "");
    }

    /// The service that a slot of kind `SERVICE` or `WORKERS` is of.
    public InstanceId instance() {
        return new InstanceId(new ServiceName(name), host);
    }

    /// `host/KIND/name`; a host's name holds no slash.
    public String key() {
        return host + "/" + kind + "/" + name;
    }

    public static Slot parse(String key) {
        String[] parts = key.split("/", 3);
        return new Slot(new HostName(parts[0]), Kind.valueOf(parts[1]), parts[2]);
    }
}
