package dev.varde.processor.fleet;

import dev.varde.events.InstanceId;
import dev.varde.events.ServiceName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an instance pins to which boards.
///
/// @param needs by the configuration of its collector
/// @param targets of its health checks
/// @param trouble its open incident
/// @param texts what its incident quotes, in which the address of what it could not reach may stand
public record Pins(
        InstanceId instance,
        List<ServiceName> needs,
        List<String> targets,
        @Nullable Trouble trouble,
        List<String> texts) {
    public Pins {
        needs = List.copyOf(needs);
        targets = List.copyOf(targets);
        texts = List.copyOf(texts);
    }

    public List<Post> posts() {
        Set<Post> all = new LinkedHashSet<>();
        all.add(post(Shared.service(instance.service()), Bond.IS));
        needs.forEach(n -> all.add(post(Shared.service(n), Bond.NEEDS)));
        Set<String> own = new LinkedHashSet<>();
        targets.forEach(t -> own.addAll(Addresses.listening(t, instance.host())));
        own.forEach(a -> all.add(post(Shared.address(a), Bond.IS)));
        called().stream()
                .filter(a -> !own.contains(a))
                .forEach(a -> all.add(post(Shared.address(a), Bond.NEEDS)));
        return List.copyOf(all);
    }

    /// Only for the time of a trouble that something else may have brought about.
    private Set<String> called() {
        Set<String> called = new LinkedHashSet<>();
        if (trouble != null && Kinship.fromOutside(trouble.cause())) {
            texts.forEach(t -> called.addAll(Addresses.called(t, instance.host())));
        }
        return called;
    }

    private Post post(Shared shared, Bond bond) {
        return new Post(shared, instance, bond, trouble, true);
    }
}
