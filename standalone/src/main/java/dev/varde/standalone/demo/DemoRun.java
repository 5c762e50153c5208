package dev.varde.standalone.demo;

import dev.varde.events.config.Configuration;
import dev.varde.events.start.CannotStart;
import dev.varde.standalone.app.Launch;
import dev.varde.standalone.app.Part;
import dev.varde.standalone.app.Programs;
import dev.varde.standalone.app.Running;
import dev.varde.standalone.broker.FreePorts;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The demo from its first process to its last.
///
/// @param stay whether the page stays up when the play is over
public record DemoRun(Configuration plain, Path data, String host, int port, boolean stay) {
    private static final long CAGE_BYTES = 160L << 20;

    /// @return how many scenarios did not go as they should
    /// @throws CannotStart when something on this machine is in the way
    public int run() throws CannotStart, IOException, InterruptedException {
        int[] ports = FreePorts.find(2);
        Optional<MemoryCage> cage =
                MemoryCage.make("varde-demo-" + ProcessHandle.current().pid(), CAGE_BYTES);
        try (MailBox mail = new MailBox();
                SampleProcesses processes =
                        new SampleProcesses(
                                DemoConfiguration.directory(data),
                                ports[0],
                                ports[1],
                                cage.orElse(null))) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> end(processes, cage), "varde-demo-end"));
            Demo.prepare(processes);
            Configuration configuration =
                    DemoConfiguration.make(plain, processes, ports[0], ports[1], mail.port());
            AtomicInteger wrong = new AtomicInteger();
            Launch launch =
                    new Launch(
                            configuration,
                            EnumSet.allOf(Part.class),
                            data,
                            host,
                            port,
                            null,
                            running -> play(running, processes, mail, cage.isPresent(), wrong));
            Programs.run(launch);
            return wrong.get();
        } finally {
            cage.ifPresent(MemoryCage::close);
        }
    }

    private static void end(SampleProcesses processes, Optional<MemoryCage> cage) {
        processes.endAll();
        cage.ifPresent(MemoryCage::close);
    }

    private void play(
            Running running,
            SampleProcesses processes,
            MailBox mail,
            boolean caged,
            AtomicInteger wrong) {
        PrintStream out = System.out;
        try {
            wrong.set(Demo.run(running, processes, mail, caged, out));
        } catch (Exception e) {
            if (running.closing()) {
                return; // it was told to end in the middle of the play
            }
            wrong.set(1);
            out.println("The demo stopped: " + e);
        }
        if (stay) {
            out.println("The page stays up until Ctrl-C: " + running.url());
        } else {
            Quarkus.asyncExit();
        }
    }
}
