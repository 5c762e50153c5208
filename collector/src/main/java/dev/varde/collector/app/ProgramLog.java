package dev.varde.collector.app;

import dev.varde.events.start.CannotStart;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jboss.logmanager.handlers.SizeRotatingFileHandler;

/// Where the collector's own program writes its log: a file that is rotated at 10 MiB and kept
/// three times over, and errors on standard error too.
final class ProgramLog {
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{3.}] (%t) %s%e%n";
    private static final long LARGEST = 10L << 20;
    private static final int KEPT = 3;

    /// Held, because the log manager keeps loggers only as long as somebody does.
    private static final List<Logger> QUIET = new ArrayList<>();

    private ProgramLog() {}

    static void open(Path file) throws CannotStart {
        try {
            Logger root = Logger.getLogger("");
            for (Handler before : root.getHandlers()) {
                root.removeHandler(before);
            }
            root.addHandler(file(file.toFile()));
            root.addHandler(console());
            root.setLevel(Level.INFO);
            quiet("org.apache.kafka", Level.WARNING);
            quiet("org.apache.kafka.clients.NetworkClient", Level.SEVERE);
        } catch (IOException e) {
            throw new CannotStart(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Handler file(File file) throws IOException {
        SizeRotatingFileHandler handler = new SizeRotatingFileHandler(file, true);
        handler.setFormatter(new PatternFormatter(PATTERN));
        handler.setRotateSize(LARGEST);
        handler.setMaxBackupIndex(KEPT);
        return handler;
    }

    private static Handler console() {
        ConsoleHandler handler =
                new ConsoleHandler(ConsoleHandler.Target.SYSTEM_ERR, new PatternFormatter(PATTERN));
        handler.setLevel(Level.SEVERE);
        return handler;
    }

    private static void quiet(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        QUIET.add(logger);
    }
}
