package dev.varde.bench.faults;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.notifier.app.Notifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The notifier as a process of its own, which kills itself where it is told to. It says `ready`
/// when it is, and ends properly when its standard input ends.
public final class Mortal {
    private static final long LOOK_AGAIN_MILLIS = 5;

    private Mortal() {}

    /// @param args bootstrap servers, data directory, configuration, port of the mail server, and
    ///   where to die: a step and which passing of it, or `-` and 0
    public static void main(String[] args) throws Exception {
        Configuration configuration = ConfigurationReader.read(Path.of(args[2]), Map.of());
        PlainPostman postman = new PlainPostman(Integer.parseInt(args[3]));
        try (Notifier notifier =
                Notifier.start(configuration, args[0], Path.of(args[1]), postman)) {
            while (!notifier.ready()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            System.out.println("ready");
            awaitEnd();
        }
    }

    private static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to it; the driver's end ends it too.
        }
    }
}
