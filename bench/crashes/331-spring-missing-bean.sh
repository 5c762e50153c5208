# A bean that nobody provides.
cause=config-error runtime=java-spring needs="java java-libraries"
provoke() {
    most=120
    mkdir -p classes
    file shop/ShopApplication.java <<'END'
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class ShopApplication {
    interface Prices { int of(String item); }
    ShopApplication(Prices prices) { prices.of("tea"); }
    public static void main(String[] a) { SpringApplication.run(ShopApplication.class, a); }
}
END
    "$JAVA_HOME/bin/javac" -proc:none -parameters -cp "$out/java/*" -d classes shop/*.java
    alone java -cp "classes:$out/java/*" shop.ShopApplication --server.port=0 --server.address=127.0.0.1
}
