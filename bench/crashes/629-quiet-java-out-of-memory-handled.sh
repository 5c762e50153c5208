# OutOfMemoryError in one worker thread that its pool survives.
cause=nothing runtime=java needs=java ended=false
provoke() {
    file App.java <<'END'
import java.util.concurrent.*;
public class App {
    public static void main(String[] a) throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        System.out.println("report server ready");
        pool.submit(() -> { try { byte[] b = new byte[1 << 30]; } catch (OutOfMemoryError e) { System.out.println("WARN report 7 is too large: " + e.getMessage() + ", answered 413"); } return 0; }).get();
        for (int n = 8; n < 14; n++) System.out.println("INFO report " + n + " sent");
        Thread.sleep(30_000);
    }
}
END
    background alone java -Xmx64m App.java
    sleep 4
    cut_here
}
