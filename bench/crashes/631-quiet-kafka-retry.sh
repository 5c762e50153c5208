# A Kafka consumer without a broker that goes on trying.
cause=nothing runtime=java-kafka needs="java java-libraries" ended=false
provoke() {
    file Start.java <<'END'
import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
public class Start {
    public static void main(String[] a) {
        var c = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", "127.0.0.1:9099", "group.id", "g"), new StringDeserializer(), new StringDeserializer());
        c.subscribe(List.of("orders"));
        while (true) c.poll(Duration.ofSeconds(1));
    }
}
END
    background alone java -cp "$out/java/*" Start.java
    sleep 5
    cut_here
}
