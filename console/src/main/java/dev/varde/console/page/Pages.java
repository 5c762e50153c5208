package dev.varde.console.page;

import dev.varde.console.app.Console;
import dev.varde.console.app.Console.Running;
import dev.varde.console.view.IncidentPage;
import dev.varde.console.view.Shown;
import dev.varde.events.IncidentId;
import dev.varde.events.config.Configuration.Receiver;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The pages for people. They are whole without a script; with it they change by themselves.
@Path("/")
@Produces("text/html;charset=UTF-8")
public class Pages {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final int LONGEST_ID = 200;
    private static final Set<String> ASKED = Set.of("acknowledge", "silence");

    private final Console console;

    @Inject
    Pages(Console console) {
        this.console = console;
    }

    @GET
    public String overview() {
        Running running = running();
        List<ReceiverView> receivers =
                running.configuration().receivers().stream().map(ReceiverView::of).toList();
        Instant now = Instant.now();
        return Templates.overview(
                        running.board().overview(now), receivers, running.board().silences(now))
                .render();
    }

    @GET
    @Path("incidents")
    public String incidents() {
        return Templates.incidents(running().board().incidents()).render();
    }

    @GET
    @Path("incidents/{id}")
    public Response incident(@PathParam("id") String id, @QueryParam("do") @Nullable String asked) {
        String warning = running().board().reach().warning();
        return page(id).map(p ->
                        Response.ok(Templates.incident(p, warning, asked(asked)).render(), HTML))
                .orElseGet(() -> nothing("No incident " + Shown.line(id)))
                .build();
    }

    /// What was sent, with what the address asks for; what it asks for wrongly is said.
    @GET
    @Path("deliveries")
    public String deliveries(
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("receiver") @Nullable String receiver,
            @QueryParam("state") @Nullable String state,
            @QueryParam("since") @Nullable String since,
            @QueryParam("failed") boolean failed,
            @QueryParam("after") @Nullable String after) {
        DeliveriesView.Asked asked =
                new DeliveriesView.Asked(incident, receiver, state, since, failed);
        List<String> receivers =
                running().configuration().receivers().stream().map(Receiver::name).toList();
        return Templates.deliveries(
                        DeliveriesView.of(
                                running().board(), asked, after, receivers, Instant.now()))
                .render();
    }

    /// What a link of a mail wants to be asked about. Reading the page does none of it.
    private static String asked(@Nullable String asked) {
        return asked != null && ASKED.contains(asked) ? asked : "";
    }

    private Optional<IncidentPage> page(String id) {
        return id.isBlank() || id.length() > LONGEST_ID
                ? Optional.empty()
                : running().board().page(new IncidentId(id));
    }

    private static Response.ResponseBuilder nothing(String what) {
        return Response.status(404).type(HTML).entity(Templates.nothing(what).render());
    }

    private Running running() {
        return console.running().orElseThrow(ServiceUnavailableException::new);
    }
}
