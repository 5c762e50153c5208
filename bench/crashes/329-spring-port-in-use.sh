# Spring Boot on a port that is held.
cause=port-in-use runtime=java-spring needs="java java-libraries"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    most=120
    spring_application ''
    alone java -cp "classes:$out/java/*" shop.ShopApplication "--server.port=$port" --server.address=127.0.0.1
}
spring_application() {
    file shop/ShopApplication.java <<END
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class ShopApplication {
    $1
    public static void main(String[] a) { SpringApplication.run(ShopApplication.class, a); }
}
END
    mkdir -p classes && "$JAVA_HOME/bin/javac" -proc:none -parameters -cp "$out/java/*" -d classes shop/*.java
}
