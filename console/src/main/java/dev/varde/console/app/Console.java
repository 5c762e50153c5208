package dev.varde.console.app;

import dev.varde.console.view.Board;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.Types;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The console. It serves nothing until it is started, so that a program without a console may
/// carry its classes.
@ApplicationScoped
public class Console {
    /// What there is while the console runs.
    ///
    /// @param token opens it
    public record Running(Configuration configuration, Board board, Words words, String token) {
        /// Says a word and notes that it was said.
        public Words.Outcome say(OperatorWord word) {
            Words.Outcome outcome = words.say(word);
            if (outcome instanceof Words.Outcome.Taken) {
                Telemetry.said(Types.of(word), word.host().value());
            }
            return outcome;
        }
    }

    private volatile @Nullable Running running;
    private volatile @Nullable Feed feed;

    /// @param data the directory that holds the token
    /// @throws UncheckedIOException when the token cannot be kept there
    public void start(Configuration configuration, String bootstrapServers, Path data) {
        Running fresh = begin(configuration, data, new KafkaWords(bootstrapServers));
        Feed fed = new Feed(bootstrapServers, fresh.board(), InstantSource.system());
        feed = fed;
        fed.start();
    }

    /// Starts without reading anything; whoever calls fills the board.
    ///
    /// @param words takes what operators say
    public Running begin(Configuration configuration, Path data, Words words) {
        try {
            Running fresh =
                    new Running(
                            configuration,
                            new Board(),
                            words,
                            Token.keep(data, new SecureRandom()));
            fresh.board().expectCanary(configuration.canary());
            running = fresh;
            Telemetry.started(data);
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the console cannot keep its token in "
                            + data.resolve(Token.FILE)
                            + ": make the directory writable or choose another with --data",
                    e);
        }
    }

    /// Empty until it is started and after it is closed.
    public Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /// Whether everything that was there at the start was read and Kafka answers.
    public boolean ready() {
        Feed reading = feed;
        return reading != null && reading.ready();
    }

    /// @throws IllegalStateException before the start
    public String token() {
        return running().orElseThrow(() -> new IllegalStateException("not started")).token();
    }

    @PreDestroy
    public void close() {
        Feed reading = feed;
        Running open = running;
        feed = null;
        running = null;
        if (reading != null) {
            reading.close();
        }
        if (open != null) {
            open.words().close();
        }
    }
}
