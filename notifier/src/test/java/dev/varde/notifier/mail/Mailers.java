package dev.varde.notifier.mail;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.event.Event;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.List;

/// Quarkus's own mailer without a Quarkus application around it. Its constructor is not public; the
/// recorder that calls it in an application gives it the same things.
final class Mailers {
    private Mailers() {}

    static ReactiveMailer to(Vertx vertx, int port) throws ReflectiveOperationException {
        MailConfig config =
                new MailConfig("127.0.0.1", port)
                        .setConnectTimeout(2_000)
                        .setAllowRcptErrors(false);
        Class<?> type = Class.forName("io.quarkus.mailer.runtime.MutinyMailerImpl");
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] arguments = {
            vertx,
            MailClient.create(vertx, config),
            null,
            "varde@example.com",
            null,
            false,
            List.of(),
            false,
            false,
            noListeners()
        };
        return (ReactiveMailer) constructor.newInstance(arguments);
    }

    private static Object noListeners() {
        return Proxy.newProxyInstance(
                Mailers.class.getClassLoader(), new Class<?>[] {Event.class}, (_, _, _) -> null);
    }
}
