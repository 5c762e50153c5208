# An exception of the application's own while it starts.
cause=unhandled-exception runtime=java-spring needs="java java-libraries"
provoke() {
    most=120
    mkdir -p classes
    file shop/ShopApplication.java <<'END'
package shop;
import org.springframework.boot.*;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class ShopApplication implements CommandLineRunner {
    public void run(String... a) { Integer.parseInt("twelve"); }
    public static void main(String[] a) { SpringApplication.run(ShopApplication.class, a); }
}
END
    "$JAVA_HOME/bin/javac" -proc:none -parameters -cp "$out/java/*" -d classes shop/*.java
    alone java -cp "classes:$out/java/*" shop.ShopApplication --server.port=0 --server.address=127.0.0.1
}
