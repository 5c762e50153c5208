package dev.varde.console.api;

import dev.varde.console.app.Words.Outcome;
import dev.varde.console.view.Shown;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// The answers of the API that several requests share.
final class Answers {
    private Answers() {}

    static Response noIncident(String id) {
        return Json.refuse(
                404,
                "No incident " + Shown.line(id),
                "GET /api/incidents lists those that are known");
    }

    static Response noInstance(String instance) {
        return Json.refuse(
                404,
                "No instance " + Shown.line(instance),
                "Instances are written service@host; GET /api/state lists those that are known");
    }

    static Response of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ ->
                    Response.status(202)
                            .type(Json.TYPE)
                            .entity(Json.MAPPER.valueToTree(Map.of("taken", true)).toString())
                            .build();
            case Outcome.NotTaken n ->
                    Json.refuse(
                            503,
                            "Kafka did not confirm it: " + Shown.line(n.reason()),
                            "Nothing was done. See that Kafka runs and is reachable from the"
                                    + " console, then try again");
        };
    }

    static ServiceUnavailableException closing() {
        return new ServiceUnavailableException("the console is closing");
    }
}
