package dev.varde.collector.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A command in a session of its own (setsid(2)), so that all it starts can be found and killed
/// with it, also what its own parent has left behind.
final class Session {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int MOST_ROUNDS = 5;

    /// Field 6 of proc_pid_stat(5), counted behind the name.
    private static final int SESSION = 3;

    private Session() {}

    /// A program that is not there is started without setsid(1), so that the failure says so.
    ///
    /// @throws IOException when it cannot be started
    static Process start(List<String> argv) throws IOException {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SETSID) && found(argv.getFirst())) {
            words.add(SETSID.toString());
        }
        words.addAll(argv);
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private static boolean found(String program) {
        if (program.indexOf('/') >= 0) {
            return new File(program).canExecute();
        }
        String folders = System.getenv().getOrDefault("PATH", "");
        return Stream.of(folders.split(":", -1)).anyMatch(f -> new File(f, program).canExecute());
    }

    /// Kills it and its session, again until nobody is left who could have started another.
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        for (int i = 0; i < MOST_ROUNDS; i++) {
            List<ProcessHandle> members = members(process.pid());
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static List<ProcessHandle> members(long session) {
        String[] names = new File(Proc.ROOT.toString()).list();
        return Stream.of(names == null ? new String[0] : names)
                .filter(name -> !name.isEmpty() && Character.isDigit(name.charAt(0)))
                .filter(name -> belongs(name, session))
                .flatMap(name -> ProcessHandle.of(Long.parseLong(name)).stream())
                .toList();
    }

    private static boolean belongs(String pid, long session) {
        String stat = Proc.text(Proc.ROOT + "/" + pid + "/stat", 4_096).orElse("");
        int close = stat.lastIndexOf(')');
        String[] fields =
                close < 0 ? new String[0] : stat.substring(close + 1).strip().split(" ", 6);
        return fields.length > SESSION
                && fields[SESSION].equals(Long.toString(session))
                && !fields[0].equals("Z");
    }
}
