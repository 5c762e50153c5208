package dev.varde.console.api;

import dev.varde.console.app.Console;
import dev.varde.console.app.Console.Running;
import dev.varde.console.view.Shown;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Silences: which there are, one for what an incident is about, and the end of one.
@Path("/api")
public class SilenceApi {
    private final Console console;

    @Inject
    SilenceApi(Console console) {
        this.console = console;
    }

    @GET
    @Path("silences")
    public Response silences() {
        return Json.ok(Map.of("silences", running().board().silences(Instant.now())));
    }

    /// Holds back what is told of this incident's service on its host, or of its cause on the host
    /// when it is the host's own.
    @POST
    @Path("incidents/{id}/silence")
    public Response silence(@PathParam("id") String id, String body) {
        Optional<Incident> found = Ids.incident(id).flatMap(running().board()::incident);
        if (found.isEmpty()) {
            return Answers.noIncident(id);
        }
        Remark remark = Remark.read(body);
        Instant now = Instant.now();
        Silence silence =
                new Silence(
                        new SilenceId("s-" + UUID.randomUUID().toString().substring(0, 8)),
                        matchers(found.get()),
                        Map.of(),
                        now,
                        now.plus(remark.lasts()),
                        null,
                        remark.by(),
                        remark.note());
        return Answers.of(
                running()
                        .say(
                                new OperatorWord.SilenceAdded(
                                        running().configuration().host().name(),
                                        silence,
                                        false,
                                        now)));
    }

    @POST
    @Path("silences/{id}/end")
    public Response end(@PathParam("id") String id, String body) {
        Optional<Silence> found = Ids.silence(id).flatMap(running().board()::silence);
        if (found.isEmpty()) {
            return Json.refuse(
                    404,
                    "No silence " + Shown.line(id),
                    "GET /api/silences lists those that are not over");
        }
        Remark remark = Remark.read(body);
        return Answers.of(
                running()
                        .say(
                                new OperatorWord.SilenceEnded(
                                        found.get().id(),
                                        running().configuration().host().name(),
                                        remark.by(),
                                        Instant.now())));
    }

    private static Map<String, List<String>> matchers(Incident incident) {
        Map<String, List<String>> matchers = new LinkedHashMap<>();
        matchers.put("host", List.of(exact(incident.host().value())));
        if (incident.service() == null) {
            matchers.put("cause", List.of(incident.cause().id()));
        } else {
            matchers.put("service", List.of(exact(incident.service().value())));
        }
        return matchers;
    }

    /// A value that begins with `~` would be a pattern.
    private static String exact(String value) {
        return value.startsWith("~") ? "~\\Q" + value + "\\E" : value;
    }

    private Running running() {
        return console.running().orElseThrow(Answers::closing);
    }
}
