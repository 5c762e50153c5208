package dev.varde.standalone.unit;

import java.util.List;
import java.util.stream.Collectors;

/// A logrotate(8) file for the logs of a service.
public final class LogrotateFile {
    private static final String SETTINGS =
            """
             {
                daily
                maxsize 100M
                rotate 14
                missingok
                notifempty
                compress
                delaycompress
                # The program keeps its file open, so the file is copied and emptied. A few lines may
                # be lost in that moment; with a program that opens its log again on a signal, write
                # create and a postrotate script instead.
                copytruncate
            """;

    private LogrotateFile() {}

    /// Text without any block where there is no log file.
    public static String of(Program program) {
        List<String> logs = program.logs().stream().filter(LogrotateFile::isSayable).toList();
        if (logs.isEmpty()) {
            return "# "
                    + program.name()
                    + " writes no log file that could be seen. What it prints goes to systemd's"
                    + " journal,\n# which bounds itself (SystemMaxUse= in journald.conf(5)).\n";
        }
        String paths = logs.stream().map(l -> '"' + l + '"').collect(Collectors.joining("\n"));
        return paths + SETTINGS + su(program) + "}\n";
    }

    /// Quotes and what does not stand on one line cannot be written there.
    private static boolean isSayable(String log) {
        return log.chars().noneMatch(c -> c == '"' || c < ' ' || c == 0x7f);
    }

    /// logrotate refuses folders that others than root may write to, unless it works as their
    /// owner.
    private static String su(Program program) {
        return program.ownsLogs() ? "    su " + program.user() + " " + program.group() + "\n" : "";
    }
}
