# Exceptions that are caught and logged with their traces.
cause=nothing runtime=java needs=java ended=false
provoke() {
    file App.java <<'END'
import java.util.logging.*;
public class App {
    static final Logger LOG = Logger.getLogger("orders");
    public static void main(String[] a) throws Exception {
        for (int n = 0; n < 2; n++) {
            try { Integer.parseInt("twelve"); } catch (NumberFormatException e) { LOG.log(Level.WARNING, "order " + n + " skipped", e); }
            LOG.info("order " + (n + 10) + " stored");
        }
        LOG.info("waiting for orders");
        LOG.info("order 30 stored");
        LOG.info("order 31 stored");
        Thread.sleep(30_000);
    }
}
END
    background alone java App.java
    sleep 4
    cut_here
}
