package dev.varde.processor.topology;

import dev.varde.events.wire.Unreadable;
import dev.varde.processor.fleet.Board;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.fleet.Post;
import dev.varde.processor.fleet.Shared;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Keeps the boards of its partition: takes what instances of all hosts pin to what they share, and
/// sends each instance what it should know.
final class BoardProcessor implements Processor<byte[], byte[], byte[], Out> {
    private final Json json = new Json();
    private final ProcessorLog log = new ProcessorLog();
    private final Map<Shared, Board> boards = new HashMap<>();
    private ProcessorContext<byte[], Out> context;
    private Kept<Post> posts;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    BoardProcessor() {}

    @Override
    public void init(ProcessorContext<byte[], Out> context) {
        this.context = context;
        posts = new Kept<>(context.getStateStore(Names.BOARDS), Post.class, json, log);
        posts.all().forEach(p -> board(p).restore(p));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<Post> post = json.read(Post.class, record.value());
        try {
            take(post.orElseThrow(() -> new Unreadable("a post of another version")));
        } catch (Unreadable e) {
            dead(record, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            dead(record, "could not be worked on: " + e);
        }
    }

    private void take(Post post) {
        Board board = board(post);
        board.take(post).forEach(this::send);
        if (post.listed()) {
            posts.put(post.key(), post);
        } else {
            posts.remove(post.key());
        }
        if (board.empty()) {
            boards.remove(post.shared());
        }
    }

    private Board board(Post post) {
        return boards.computeIfAbsent(post.shared(), Board::new);
    }

    private void send(Notice notice) {
        byte[] host = notice.to().host().value().getBytes(StandardCharsets.UTF_8);
        byte[] value = json.write(Notice.class, notice);
        forward(new Out(Out.Sink.NOTICES, host, value, new RecordHeaders()));
    }

    private void dead(Record<byte[], byte[]> record, String reason) {
        var at = context.recordMetadata().orElseThrow();
        log.unreadable(at.topic(), at.partition(), at.offset());
        forward(DeadLetters.of(record, at.topic(), at.partition(), at.offset(), reason));
    }

    private void forward(Out out) {
        context.forward(new Record<>(out.key(), out, context.currentSystemTimeMs(), out.headers()));
    }
}
