package dev.varde.collector;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/// Everything that Varde's own loggers write, down to the finest level, stack traces included.
public final class LogCapture implements AutoCloseable {
    private static final String OWN = "dev.varde";

    private final LoggerContext context = LoggerContext.getContext(false);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender =
            new AbstractAppender(
                    "capture",
                    null,
                    PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable").build(),
                    false,
                    Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    lines.add(getLayout().toSerializable(event).toString());
                }
            };

    public LogCapture() {
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
        Configurator.setLevel(OWN, Level.ALL);
    }

    public String text() {
        return String.join("", lines);
    }

    @Override
    public void close() {
        Configurator.setLevel(OWN, Level.ERROR);
        context.getConfiguration().getRootLogger().removeAppender(appender.getName());
        context.updateLoggers();
        appender.stop();
    }
}
