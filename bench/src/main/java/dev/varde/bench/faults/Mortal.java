package dev.varde.bench.faults;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.notifier.app.Notifier;
import dev.varde.notifier.delivery.Step;
import dev.varde.notifier.mail.Postman;
import dev.varde.notifier.smtp.MailServer;
import dev.varde.notifier.smtp.SmtpPostman;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// The notifier as a process of its own, which kills itself where it is told to. It says `ready`
/// when it is, and ends properly when its standard input ends.
public final class Mortal {
    private static final long LOOK_AGAIN_MILLIS = 5;

    private Mortal() {}

    /// @param args bootstrap servers, data directory, configuration, port of the mail server, and
    ///   the [Step] at which to die, if it is one, with which passing of it
    public static void main(String[] args) throws Exception {
        Configuration configuration = ConfigurationReader.read(Path.of(args[2]), Map.of());
        Postman postman = new SmtpPostman(onLoopback(Integer.parseInt(args[3])));
        Consumer<Step> steps = dyingAt(args[4], Integer.parseInt(args[5]));
        try (Notifier notifier =
                Notifier.start(configuration, args[0], Path.of(args[1]), postman, steps)) {
            while (!notifier.ready()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            System.out.println("ready");
            awaitEnd();
        }
    }

    private static MailServer onLoopback(int port) throws NoSuchAlgorithmException {
        return new MailServer(
                "127.0.0.1",
                port,
                Configuration.Tls.NONE,
                null,
                null,
                SSLContext.getDefault(),
                MailServer.Patience.STANDARD);
    }

    private static Consumer<Step> dyingAt(String place, int nth) {
        SelfKill self = new SelfKill();
        AtomicInteger left = new AtomicInteger(nth);
        return step -> {
            if (step.name().equals(place) && left.decrementAndGet() == 0) {
                self.now();
            }
        };
    }

    private static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to it; the driver's end ends it too.
        }
    }
}
