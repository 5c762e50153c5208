package dev.varde.console.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Errors as the API and the page tell them; what went wrong inside is logged and not told.
class Errors {
    private static final Logger LOG = Logger.getLogger("dev.varde.console");

    @ServerExceptionMapper
    Response refused(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 404 -> answer(uri, 404, "There is nothing here", "The first page is /");
            case 405 ->
                    answer(uri, 405, "This cannot be done here", "Use GET to read, POST to act");
            case 503 -> answer(uri, 503, "The console is closing", "Try again when it runs");
            default -> answer(uri, status, "The request is not right", "See the documentation");
        };
    }

    @ServerExceptionMapper
    Response wrong(IllegalArgumentException e, UriInfo uri) {
        return Json.refuse(400, String.valueOf(e.getMessage()), "Correct the request");
    }

    @ServerExceptionMapper
    Response failed(RuntimeException e, UriInfo uri) {
        LOG.error("console failed to answer", e);
        return answer(uri, 500, "The console made a mistake", "Its log says more");
    }

    private static Response answer(UriInfo uri, int status, String error, String remedy) {
        return uri.getPath().startsWith("/api/")
                ? Json.refuse(status, error, remedy)
                : Response.status(status)
                        .type("text/html;charset=UTF-8")
                        .entity(Refusals.page(error, remedy))
                        .build();
    }
}
