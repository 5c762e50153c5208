package dev.varde.standalone.app;

import dev.varde.events.config.Configuration;
import java.nio.file.Path;

/// Translates the configuration file into Quarkus' own settings, before Quarkus starts.
final class Settings {
    private Settings() {}

    static void apply(Launch launch, int port) {
        log(launch.data());
        http(launch, port);
        Configuration.Mail mail = launch.configuration().mail();
        if (mail != null && launch.has(Part.NOTIFIER)) {
            mail(mail);
        }
    }

    private static void log(Path data) {
        set("quarkus.log.file.enabled", "true");
        set("quarkus.log.file.path", data.resolve("varde.log").toString());
    }

    private static void http(Launch launch, int port) {
        boolean console = launch.has(Part.CONSOLE);
        set("quarkus.http.host-enabled", Boolean.toString(console));
        set("quarkus.http.host", launch.host());
        set("quarkus.http.port", Integer.toString(port));
    }

    private static void mail(Configuration.Mail mail) {
        set("quarkus.mailer.host", mail.host());
        set("quarkus.mailer.port", Integer.toString(mail.port()));
        set("quarkus.mailer.from", mail.from());
        // One refused mailbox must not silence the others; all refused still fails.
        set("quarkus.mailer.allow-rcpt-errors", "true");
        set("quarkus.mailer.tls", Boolean.toString(mail.tls() == Configuration.Tls.TLS));
        set(
                "quarkus.mailer.start-tls",
                mail.tls() == Configuration.Tls.STARTTLS ? "REQUIRED" : "DISABLED");
        if (mail.username() != null) {
            set("quarkus.mailer.username", mail.username());
        }
        if (mail.password() != null) {
            set("quarkus.mailer.password", mail.password().reveal());
        }
    }

    /// Quarkus reads `$` and backslashes in values as expressions; a password may hold both.
    private static void set(String key, String value) {
        System.setProperty(key, value.replace("\\", "\\\\").replace("$", "\\$"));
    }
}
