package dev.varde.console.api;

import dev.varde.console.app.Console;
import dev.varde.console.app.Console.Running;
import dev.varde.console.view.ServiceView;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.InstanceId;
import dev.varde.events.OperatorWord;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// What operators say. Each answers 202 once the word is safely on its topic; what follows from it
/// is seen in the incident.
@Path("/api")
public class OperatorApi {
    private final Console console;

    @Inject
    OperatorApi(Console console) {
        this.console = console;
    }

    @POST
    @Path("incidents/{id}/acknowledge")
    public Response acknowledge(@PathParam("id") String id, String body) {
        return aboutIncident(
                id,
                body,
                (incident, remark) ->
                        new OperatorWord.Acknowledge(
                                incident.id(),
                                incident.host(),
                                remark.by(),
                                Instant.now(),
                                remark.note()));
    }

    /// Lets Varde restart what the fleet brake has stopped: this incident and those under it.
    @POST
    @Path("incidents/{id}/approve")
    public Response approve(@PathParam("id") String id, String body) {
        boolean host =
                Ids.incident(id)
                        .flatMap(running().board()::incident)
                        .filter(i -> i.service() == null)
                        .isPresent();
        return host
                ? Json.refuse(
                        409,
                        "The incident is about a host, which nobody restarts",
                        "Approve the incident of a service")
                : aboutIncident(id, body, OperatorApi::approved);
    }

    @POST
    @Path("incidents/{id}/close")
    public Response close(@PathParam("id") String id, String body) {
        return aboutIncident(
                id,
                body,
                (incident, remark) ->
                        new OperatorWord.Close(
                                incident.id(),
                                incident.host(),
                                remark.by(),
                                Instant.now(),
                                remark.note()));
    }

    @POST
    @Path("instances/{instance}/restart")
    public Response restart(@PathParam("instance") String instance, String body) {
        return aboutInstance(instance, body, this::restartNow);
    }

    @POST
    @Path("instances/{instance}/resume")
    public Response resume(@PathParam("instance") String instance, String body) {
        return aboutInstance(
                instance,
                body,
                (id, remark) ->
                        new OperatorWord.Resume(
                                id.service(), id.host(), remark.by(), Instant.now()));
    }

    @POST
    @Path("receivers/{name}/test")
    public Response test(@PathParam("name") String name, String body) {
        Running running = running();
        if (running.configuration().receivers().stream().noneMatch(r -> r.name().equals(name))) {
            return Json.refuse(
                    404,
                    "No such receiver",
                    "Use the name of one under receivers: in the configuration");
        }
        Remark remark = Remark.read(body);
        return Answers.of(
                running.say(
                        new OperatorWord.TestReceiver(
                                name,
                                running.configuration().host().name(),
                                remark.by(),
                                Instant.now())));
    }

    private static OperatorWord approved(Incident incident, Remark remark) {
        return new OperatorWord.RestartApproved(
                Objects.requireNonNull(incident.service()),
                incident.host(),
                incident.id(),
                remark.by(),
                Instant.now());
    }

    private OperatorWord restartNow(InstanceId id, Remark remark) {
        IncidentId incident = running().board().openIncident(id).map(Incident::id).orElse(null);
        return new OperatorWord.RestartNow(
                id.service(), id.host(), incident, remark.by(), Instant.now());
    }

    private Response aboutIncident(String id, String body, Wording<Incident> wording) {
        Optional<Incident> found = Ids.incident(id).flatMap(running().board()::incident);
        if (found.isEmpty()) {
            return Answers.noIncident(id);
        }
        if (found.get().closed()) {
            return Json.refuse(409, "The incident is already resolved", "Nothing needs to be done");
        }
        return say(r -> wording.word(found.get(), r), body);
    }

    private Response aboutInstance(String text, String body, Wording<InstanceId> wording) {
        Optional<InstanceId> id = Ids.instance(text);
        Optional<ServiceView> known = id.flatMap(i -> running().board().service(i, Instant.now()));
        if (id.isEmpty() || known.isEmpty()) {
            return Answers.noInstance(text);
        }
        if (known.get().restart() == null) {
            return Json.refuse(
                    409,
                    "Varde does not know how to restart it",
                    "Give the service a restart: action in its collector's configuration");
        }
        return say(r -> wording.word(id.get(), r), body);
    }

    private Response say(Function<Remark, OperatorWord> word, String body) {
        return Answers.of(running().say(word.apply(Remark.read(body))));
    }

    private Running running() {
        return console.running().orElseThrow(Answers::closing);
    }

    /// Makes the word out of what it is about and what was remarked.
    private interface Wording<T> {
        OperatorWord word(T about, Remark remark);
    }
}
