package dev.varde.notifier.webhook;

import dev.varde.events.config.Reach;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// One POST.
///
/// @param reach which addresses it may go to beside public ones
record Request(Endpoint to, Reach reach, List<Map.Entry<String, String>> headers, Buffer body) {
    /// Where it goes, in the parts that HTTP needs.
    ///
    /// @param host without brackets
    /// @param target path and query
    record Endpoint(boolean tls, String host, int port, String target) {
        /// @throws IllegalArgumentException when the text is no address; it is not repeated
        static Endpoint of(String text) {
            try {
                URI url = URI.create(URI.create(text).toASCIIString());
                boolean tls = "https".equalsIgnoreCase(url.getScheme());
                boolean web = tls || "http".equalsIgnoreCase(url.getScheme());
                if (web && url.getHost() != null && url.getRawUserInfo() == null) {
                    return of(url, tls);
                }
            } catch (IllegalArgumentException _) {
                // Said below without the text, which is a secret.
            }
            throw new IllegalArgumentException(
                    "a webhook's url is http:// or https:// with a host and no user name");
        }

        /// As the header `Host` has it: without the port that goes without saying.
        String authority() {
            String name = host.contains(":") ? "[" + host + "]" : host;
            return port == (tls ? 443 : 80) ? name : name + ":" + port;
        }

        private static Endpoint of(URI url, boolean tls) {
            String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            return new Endpoint(
                    tls,
                    url.getHost().replaceAll("[\\[\\]]", ""),
                    url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80,
                    url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
        }
    }
}
