package dev.varde.collector.journal;

import dev.varde.collector.KernelLines;
import dev.varde.collector.KillReports;
import dev.varde.collector.Owners;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who else hears of what the journal tells, and knows what it leaves out.
///
/// @param owners which service a process belongs to
/// @param kills kills for lack of memory
/// @param kernel lines of the kernel, where they are read from the journal
/// @param mainPids the main process of a start of a unit, by InvocationID
/// @param unitSpoke called when systemd wrote of a unit: its state has changed
public record Audience(
        Owners owners,
        KillReports kills,
        KernelLines kernel,
        Function<String, @Nullable Integer> mainPids,
        Runnable unitSpoke) {}
