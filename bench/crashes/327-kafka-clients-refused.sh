# Kafka's admin client without a broker.
cause=broker-unreachable runtime=java-kafka needs="java java-libraries"
provoke() {
    file Start.java <<'END'
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
public class Start {
    public static void main(String[] a) throws Exception {
        Map<String, Object> c = Map.of("bootstrap.servers", "127.0.0.1:9099", "default.api.timeout.ms", 2500, "request.timeout.ms", 1000);
        System.out.println(Admin.create(c).listTopics().names().get());
    }
}
END
    alone java -cp "$out/java/*" Start.java
}
