# A port that is held.
cause=port-in-use runtime=java needs=java
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    file Server.java <<END
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
public class Server {
    public static void main(String[] a) throws Exception {
        HttpServer.create(new InetSocketAddress("127.0.0.1", $port), 0).start();
    }
}
END
    alone java Server.java
}
