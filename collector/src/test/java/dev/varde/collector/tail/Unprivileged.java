package dev.varde.collector.tail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Lets one thread look at files as nobody does: setfsuid(2) counts for the calling thread only and
/// takes root's rights over files from it.
final class Unprivileged {
    private static final int NOBODY = 65_534;

    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private Unprivileged() {}

    static void run(Action action) throws Throwable {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "left out: only root can take the place of another user");
        MethodHandle setfsuid =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker()
                                        .defaultLookup()
                                        .find("setfsuid")
                                        .orElseThrow(),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int before = (int) setfsuid.invokeExact(NOBODY);
        try {
            action.run();
        } finally {
            int ignored = (int) setfsuid.invokeExact(before);
            assumeTrue(ignored == NOBODY, "left out: setfsuid has no effect here");
        }
    }
}
