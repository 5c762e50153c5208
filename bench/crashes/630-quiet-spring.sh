# Spring Boot starts and is asked to stop.
cause=nothing runtime=java-spring needs="java java-libraries" ended=true
provoke() {
    most=120
    mkdir -p classes
    file shop/ShopApplication.java <<'END'
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.*;
@SpringBootApplication
@RestController
public class ShopApplication {
    @GetMapping("/a") String a() { throw new IllegalStateException("no stock"); }
    public static void main(String[] a) { SpringApplication.run(ShopApplication.class, a); }
}
END
    "$JAVA_HOME/bin/javac" -proc:none -parameters -cp "$out/java/*" -d classes shop/*.java
    port=$(free_port)
    background alone java -cp "classes:$out/java/*" shop.ShopApplication "--server.port=$port" --server.address=127.0.0.1
    listening "$port" || listening "$port" || listening "$port"
    get "http://127.0.0.1:$port/a"
    get "http://127.0.0.1:$port/b"
    sleep 1
    ask_to_stop java
}
