# An exception in one thread of several.
cause=nothing runtime=java needs=java ended=false
provoke() {
    file App.java <<'END'
public class App {
    public static void main(String[] a) throws Exception {
        new Thread(() -> { throw new IllegalStateException("feed 3 is closed"); }, "feed-3").start();
        Thread.sleep(300);
        for (int n = 0; n < 6; n++) System.out.println("feed " + n % 3 + ": " + 100 * n + " messages");
        Thread.sleep(30_000);
    }
}
END
    background alone java App.java
    sleep 4
    cut_here
}
