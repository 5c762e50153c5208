package dev.varde.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import dev.varde.console.view.DeliveryPage;
import dev.varde.console.view.DeliveryQuery;
import dev.varde.console.view.Shown;
import dev.varde.events.DeliveryId;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was sent, to whom, with what result, for programs.
@Path("/api/deliveries")
public class DeliveriesApi {
    private static final String SEE = "docs/commands.md says what may be asked for";

    private final Console console;

    @Inject
    DeliveriesApi(Console console) {
        this.console = console;
    }

    /// The newest first, as they are on the topic, and the id after which the next ones come.
    @GET
    public Response deliveries(
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("receiver") @Nullable String receiver,
            @QueryParam("state") @Nullable String state,
            @QueryParam("since") @Nullable String since,
            @QueryParam("failed") boolean failed,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        try {
            DeliveryQuery query =
                    DeliveryQuery.read(incident, receiver, state, since, failed, Instant.now());
            return page(board().deliveries(query, after(after), limit(limit)));
        } catch (IllegalArgumentException e) {
            return Json.refuse(400, String.valueOf(e.getMessage()), SEE);
        }
    }

    /// One with all its attempts.
    @GET
    @Path("{id: .+}")
    public Response delivery(@PathParam("id") String id) {
        return Ids.delivery(id)
                .flatMap(board()::delivery)
                .map(Json::ok)
                .orElseGet(() ->
                        Json.refuse(
                                404,
                                "No delivery " + Shown.line(id),
                                "GET /api/deliveries lists those that are known"));
    }

    private static Response page(DeliveryPage page) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.set("deliveries", Json.MAPPER.valueToTree(page.deliveries()));
        DeliveryId next = page.next();
        node.put("next", next == null ? null : next.value());
        return Json.ok(node);
    }

    private static @Nullable DeliveryId after(@Nullable String id) {
        if (id == null) {
            return null;
        }
        Optional<DeliveryId> read = Ids.delivery(id);
        return read.orElseThrow(() ->
                new IllegalArgumentException("'after' is the id that 'next' was in the last page"));
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,3}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > DeliveryPage.MOST) {
            throw new IllegalArgumentException(
                    "'limit' is a number from 1 to " + DeliveryPage.MOST);
        }
        return Integer.parseInt(text);
    }

    private Board board() {
        return console.running().orElseThrow(Answers::closing).board();
    }
}
