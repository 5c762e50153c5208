package dev.varde.standalone.app;

import dev.varde.events.start.CannotStart;
import dev.varde.events.start.DataDirectory;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs the programs of a [Launch] in Quarkus until the process is told to end.
public final class Programs implements QuarkusApplication {
    private static final AtomicReference<@Nullable Launch> NEXT = new AtomicReference<>();
    private static final AtomicReference<@Nullable CannotStart> FAILED = new AtomicReference<>();

    /// Runs until SIGTERM, Ctrl-C or [Quarkus#asyncExit()].
    ///
    /// @throws CannotStart when something on this machine is in the way
    public static int run(Launch launch) throws CannotStart {
        try (DataDirectory _ = DataDirectory.open(launch.data(), words(launch))) {
            int port = launch.has(Part.CONSOLE) ? Ports.claim(launch.host(), launch.port()) : 0;
            Settings.apply(launch, port);
            NEXT.set(
                    new Launch(
                            launch.configuration(),
                            launch.parts(),
                            launch.data(),
                            launch.host(),
                            port,
                            launch.source(),
                            launch.whenReady()));
            int[] status = {0};
            Quarkus.run(Programs.class, (code, _) -> status[0] = code);
            CannotStart failed = FAILED.get();
            if (failed != null) {
                throw failed;
            }
            return status[0];
        }
    }

    private static List<String> words(Launch launch) {
        return launch.parts().stream().map(Part::word).sorted().toList();
    }

    @Override
    public int run(String... args) {
        Launch launch = NEXT.get();
        if (launch == null) {
            throw new IllegalStateException("started without a launch");
        }
        try (Running running = Running.start(launch)) {
            running.announceWhenReady();
            Quarkus.waitForExit();
            return 0;
        } catch (CannotStart e) {
            FAILED.set(e);
            return 3;
        }
    }
}
