package dev.varde.collector.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From what a process was started; null where this user may not see it.
///
/// @param folder its working directory
/// @param program its executable file
/// @param environment the names of its variables, without their values
/// @param searchPath the value of its PATH
public record Origin(
        @Nullable Path folder,
        @Nullable Path program,
        SortedSet<String> environment,
        @Nullable String searchPath,
        @Nullable String user,
        @Nullable String group) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int LARGEST_ENVIRONMENT = 1 << 20;

    public Origin {
        environment = Collections.unmodifiableSortedSet(new TreeSet<>(environment));
    }

    /// @param process its folder in /proc (proc_pid_environ(5), proc_pid_cwd(5), proc_pid_exe(5))
    static Origin read(Path process) {
        SortedSet<String> names = new TreeSet<>();
        String searchPath = null;
        String variables = Proc.text(process + "/environ", LARGEST_ENVIRONMENT).orElse("");
        for (String variable : variables.split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0 && NAME.matcher(variable.substring(0, equals)).matches()) {
                names.add(variable.substring(0, equals));
            }
            searchPath = variable.startsWith("PATH=") ? variable.substring(5) : searchPath;
        }
        PosixFileAttributes owner = owner(process);
        return new Origin(
                link(process.resolve("cwd")),
                link(process.resolve("exe")),
                names,
                searchPath,
                owner == null ? null : owner.owner().getName(),
                owner == null ? null : owner.group().getName());
    }

    private static @Nullable PosixFileAttributes owner(Path process) {
        try {
            return Files.readAttributes(process, PosixFileAttributes.class);
        } catch (IOException gone) {
            return null;
        }
    }

    private static @Nullable Path link(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException forbidden) {
            return null;
        }
    }
}
