package dev.varde.standalone.unit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A program as it runs, or as its present unit starts it: all that its unit file is made of.
///
/// @param name for files, of letters, digits, `.`, `_` and `-`
/// @param argv the command line; the first an absolute path
/// @param certain whether `argv` is what it was started with, and not a title it gave itself
/// @param user null for root
/// @param environment the names of its variables
/// @param ports on which it listens by TCP
/// @param written files that it has open for writing
/// @param output where its standard output goes, where that is a file
/// @param logs paths and patterns
/// @param ownsLogs whether the folders of its logs belong to its user
/// @param after units that should be up before
/// @param present its present unit, where it has one
public record Program(
        String name,
        List<String> argv,
        boolean certain,
        @Nullable Path folder,
        @Nullable String user,
        @Nullable String group,
        SortedSet<String> environment,
        List<Integer> ports,
        Set<Path> written,
        @Nullable Path output,
        List<String> logs,
        List<String> after,
        boolean ownsLogs,
        Needs needs,
        @Nullable Present present) {
    public Program {
        argv = List.copyOf(argv);
        environment = new TreeSet<>(environment);
        ports = List.copyOf(ports);
        written = Set.copyOf(written);
        logs = List.copyOf(logs);
        after = List.copyOf(after);
        if (argv.isEmpty() || !argv.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("a command line begins with an absolute path");
        }
    }

    /// What it was seen to use.
    ///
    /// @param memoryMax bytes that it should be allowed, with head room; null when it does not run
    /// @param tasks processes and threads
    /// @param descriptors of the process with the most; null when they may not be seen
    /// @param descriptorLimit the one it has now, or null
    public record Needs(
            @Nullable Long memoryMax,
            int tasks,
            @Nullable Integer descriptors,
            @Nullable Long descriptorLimit) {}

    /// What its present unit says.
    ///
    /// @param type such as `simple` or `notify`
    /// @param restart such as `no` or `always`
    /// @param watchdog zero for none
    public record Present(String unit, String type, String restart, Duration watchdog) {}
}
