package dev.varde.bench.faults;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// `kill(getpid(), SIGKILL)` (kill(2)): the process ends in the midst of an instruction, as `kill
/// -9` from outside ends it, but at a place of one's own choice.
final class SelfKill {
    private static final int SIGKILL = 9;

    private final MethodHandle kill;
    private final int pid;

    SelfKill() {
        Linker linker = Linker.nativeLinker();
        this.kill =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        this.pid = Math.toIntExact(ProcessHandle.current().pid());
    }

    void now() {
        try {
            int failed = (int) kill.invokeExact(pid, SIGKILL);
            throw new IllegalStateException("not killed: " + failed);
        } catch (Throwable e) {
            throw new IllegalStateException("kill(2) could not be called", e);
        }
    }
}
