# A start that needs another service's answer.
cause=upstream-unreachable runtime=java needs=java
provoke() {
    file Start.java <<'END'
import java.net.URI;
import java.net.http.*;
public class Start {
    public static void main(String[] a) throws Exception {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:8099/flags")).build(), HttpResponse.BodyHandlers.ofString());
    }
}
END
    alone java Start.java
}
