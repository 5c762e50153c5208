package dev.varde.collector.redact;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A log of the collector in which nothing is written that was not redacted: not what an argument
/// says, not what an exception says, however deep its causes. There is one set of rules for the
/// whole process, as there is one log.
public final class RedactedLog {
    private static volatile Redactor redactor = Redactor.STANDARD;

    private final Logger log;

    private RedactedLog(Logger log) {
        this.log = log;
    }

    public static RedactedLog of(String name) {
        return new RedactedLog(Logger.getLogger(name));
    }

    public static RedactedLog of(Class<?> of) {
        return of(of.getName());
    }

    /// Redacts by this from now on, in all logs.
    public static void redactBy(Redactor rules) {
        redactor = rules;
    }

    public void debug(String text) {
        write(Logger.Level.DEBUG, "%s", text);
    }

    public void debug(String text, Throwable failed) {
        write(Logger.Level.DEBUG, "%s%n%s", text, trace(failed));
    }

    public void debugf(String format, @Nullable Object... arguments) {
        write(Logger.Level.DEBUG, format, arguments);
    }

    public void infof(String format, @Nullable Object... arguments) {
        write(Logger.Level.INFO, format, arguments);
    }

    public void warnf(String format, @Nullable Object... arguments) {
        write(Logger.Level.WARN, format, arguments);
    }

    public void errorf(String format, @Nullable Object... arguments) {
        write(Logger.Level.ERROR, format, arguments);
    }

    public void errorf(Throwable broken, String format, @Nullable Object... arguments) {
        write(Logger.Level.ERROR, format + "%n%s", with(arguments, trace(broken)));
    }

    public void error(String text, Throwable broken) {
        write(Logger.Level.ERROR, "%s%n%s", text, trace(broken));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more library
    private void write(Logger.Level level, String format, @Nullable Object... arguments) {
        if (log.isEnabled(level)) {
            String text = String.format(Locale.ROOT, format, arguments);
            log.log(level, redactor.redact(text));
        }
    }

    private static @Nullable Object[] with(@Nullable Object[] arguments, String trace) {
        @Nullable Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = trace;
        return all;
    }

    private static String trace(Throwable broken) {
        StringWriter trace = new StringWriter();
        broken.printStackTrace(new PrintWriter(trace));
        return trace.toString().stripTrailing();
    }
}
