package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All of Varde is killed at once, broker included, and started again with the same data.
class KilledVardeIT {
    @TempDir Path directory;

    @Test
    void aDeathMeanwhileIsToldOnceAndTheBackendBroughtBack() throws Exception {
        try (World world = new World(directory)) {
            Backend early = world.backend("early").start().awaitHealthy();
            Backend late = world.backend("late").start().awaitHealthy();
            Path file = world.configuration(null);
            VardeProcess first = up(file, 1);
            early.signal("KILL");
            world.hooks.await("early: resolved", h -> is(h, "early", "incident.resolved"));

            first.kill();
            late.signal("KILL");

            try (VardeProcess second = up(file, 2)) {
                world.hooks.await("late: resolved", h -> is(h, "late", "incident.resolved"));
                assertThat(second.alive()).isTrue();
                assertThat(late.healthy()).isTrue();
                assertThat(ids(world, "late", "incident.opened")).hasSize(1);
                assertThat(ids(world, "early", "incident.opened")).hasSize(1);
                assertThat(ids(world, "early", "incident.resolved")).hasSize(1);
            }
        }
    }

    private VardeProcess up(Path file, int run) throws Exception {
        return VardeProcess.start(
                        directory.resolve("varde-" + run + ".out"),
                        "up",
                        "-c",
                        file.toString(),
                        "--data",
                        directory.resolve("data").toString(),
                        "--port",
                        "0")
                .ready();
    }

    private static boolean is(HookReceiver.Hook hook, String service, String type) {
        return hook.about(service) && hook.type().equals(type);
    }

    private static Set<String> ids(World world, String service, String type) {
        return world.hooks.about(service).stream()
                .filter(h -> h.type().equals(type))
                .map(HookReceiver.Hook::id)
                .collect(Collectors.toSet());
    }
}
