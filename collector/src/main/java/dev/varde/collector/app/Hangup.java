package dev.varde.collector.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// SIGHUP (signal(7)), by which unit managers and people ask a program to read its configuration
/// again; without it the signal ends the program.
///
/// Java has no public interface to signals; that of the module `jdk.unsupported` is reached by
/// name, and where it is missing the file is read when it changes all the same.
final class Hangup {
    private Hangup() {}

    /// @return whether the signal is heard from now on
    static boolean hear(Runnable then) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hangup = signal.getConstructor(String.class).newInstance("HUP");
            InvocationHandler calls = (proxy, method, args) -> answer(proxy, method, args, then);
            Object proxy =
                    Proxy.newProxyInstance(
                            Hangup.class.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler).invoke(null, hangup, proxy);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException _) {
            return false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
    private static @org.jspecify.annotations.Nullable Object answer(
            Object proxy,
            Method method,
            Object @org.jspecify.annotations.Nullable [] args,
            Runnable then) {
        return switch (method.getName()) {
            case "handle" -> {
                then.run();
                yield null;
            }
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "the hearer of SIGHUP";
        };
    }
}
