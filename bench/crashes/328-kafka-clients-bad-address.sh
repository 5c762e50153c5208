# A broker's name that nobody knows.
cause=dns-failure runtime=java-kafka needs="java java-libraries"
provoke() {
    file Start.java <<'END'
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
public class Start {
    public static void main(String[] a) { Admin.create(Map.of("bootstrap.servers", "kafka.service.invalid:9092")); }
}
END
    alone java -cp "$out/java/*" Start.java
}
