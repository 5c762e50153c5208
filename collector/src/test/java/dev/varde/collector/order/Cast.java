package dev.varde.collector.order;

import dev.varde.collector.Owners;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessKey;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.OwnPattern;
import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.pattern.SafePattern;
import dev.varde.events.pattern.SafePattern.Compiled.Refused;
import dev.varde.events.pattern.SafePattern.Compiled.Usable;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The named cast of these tests.
final class Cast {
    static final HostName WEB_1 = new HostName("web-1");
    static final ServiceName KONTALI = new ServiceName("kontali-backend");
    static final ServiceName REDIS = new ServiceName("redis");
    static final IncidentId INCIDENT = new IncidentId("incident-1");
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    static final SigningKey KEY = SigningKey.make();

    private Cast() {}

    static Service service(ServiceName name, String... command) {
        RestartAction action =
                command.length == 0 ? null : new RestartAction.RunCommand(List.of(command));
        return new Service(name, Map.of(), null, List.of(), List.of(), List.of(), action);
    }

    /// Signed and good for a minute from noon.
    static RestartOrder order(String id, ServiceName service) {
        return KEY.sign(unsigned(id, service));
    }

    static RestartOrder unsigned(String id, ServiceName service) {
        return new RestartOrder(
                new OrderId(id), WEB_1, service, INCIDENT, 1, NOON, NOON.plusSeconds(60), "varde");
    }

    static Terms terms(Service... services) {
        return new Terms(WEB_1, List.of(services), TrustedKeys.of(KEY.trusted()), OrderLimit.USUAL);
    }

    static Redactor hiding(String regex) {
        return switch (SafePattern.compile(regex)) {
            case Usable(SafePattern pattern) ->
                    Redactor.of(
                            new Redaction(
                                    List.of(new OwnPattern("own", pattern)),
                                    List.of(),
                                    true,
                                    true));
            case Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    /// Every service has a main process with pid 12.
    static Owners owners() {
        return new Owners() {
            @Override
            public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
                return Optional.empty();
            }

            @Override
            public Optional<ProcessKey> main(ServiceName service) {
                return Optional.of(new ProcessKey(12, 34));
            }
        };
    }
}
