package dev.varde.console.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The style, the script and the icon, as they lie in the jar.
@Path("/")
public class Files {
    @GET
    @Path("varde.css")
    public Response style() {
        return file("varde.css", "text/css;charset=UTF-8");
    }

    @GET
    @Path("varde.js")
    public Response script() {
        return file("varde.js", "text/javascript;charset=UTF-8");
    }

    @GET
    @Path("varde.svg")
    public Response icon() {
        return file("varde.svg", "image/svg+xml");
    }

    private static Response file(String name, String type) {
        try (InputStream in = Files.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return Response.ok(in.readAllBytes(), type).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
