package dev.varde.collector.ask;

import java.io.IOException;

/// One way to ask that blocks: a command, a secure line, files of the kernel.
@FunctionalInterface
public interface Question {
    /// Asks once; is interrupted when the time is up.
    Answer ask() throws IOException, InterruptedException;
}
