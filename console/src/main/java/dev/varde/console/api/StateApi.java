package dev.varde.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the console knows, for programs.
@Path("/api")
public class StateApi {
    private final Console console;

    @Inject
    StateApi(Console console) {
        this.console = console;
    }

    /// Hosts, services and incidents as the first page shows them.
    @GET
    @Path("state")
    public Response state() {
        return Json.ok(board().overview(Instant.now()));
    }

    /// All incidents that are kept, in short.
    @GET
    @Path("incidents")
    public Response incidents() {
        return Json.ok(Map.of("incidents", board().incidents()));
    }

    /// The incident as it is on the topic, and its deliveries.
    @GET
    @Path("incidents/{id}")
    public Response incident(@PathParam("id") String id) {
        Optional<Incident> found = Ids.incident(id).flatMap(board()::incident);
        return found.map(this::whole).orElseGet(() -> Answers.noIncident(id));
    }

    private Response whole(Incident incident) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.set("incident", Json.MAPPER.valueToTree(incident));
        IncidentId id = incident.id();
        node.set("deliveries", Json.MAPPER.valueToTree(board().deliveries(id)));
        return Json.ok(node);
    }

    private Board board() {
        return console.running().orElseThrow(Answers::closing).board();
    }
}
