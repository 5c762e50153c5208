package dev.varde.console.api;

import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// Says that something changed, at most four times a second, as server-sent events. It does not say
/// what: readers fetch the page again. Every 15 seconds it speaks even when nothing changed, so
/// that both ends notice a dead connection and ages on the page stay right.
@Path("/api/stream")
public class StreamApi {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final long TICKS_BETWEEN_SIGNS_OF_LIFE = 60;

    private final Console console;

    @Inject
    StreamApi(Console console) {
        this.console = console;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> changes() {
        Board board = console.running().orElseThrow(Answers::closing).board();
        return Multi.createFrom().deferred(() -> changes(board));
    }

    private Multi<String> changes(Board board) {
        AtomicLong told = new AtomicLong(-1);
        return Multi.createFrom()
                .ticks()
                .every(TICK)
                .onOverflow()
                .drop()
                .select()
                .first(_ -> console.running().isPresent())
                .filter(tick ->
                        told.getAndSet(board.version()) != board.version()
                                || tick % TICKS_BETWEEN_SIGNS_OF_LIFE == 0)
                .map(_ -> "changed " + told.get());
    }
}
