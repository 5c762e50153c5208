# A placeholder that no property answers.
cause=config-error runtime=java-spring needs="java java-libraries"
provoke() {
    most=120
    mkdir -p classes
    file shop/ShopApplication.java <<'END'
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.beans.factory.annotation.Value;
@SpringBootApplication
public class ShopApplication {
    @Value("${shop.vat.rate}") String vat;
    public static void main(String[] a) { SpringApplication.run(ShopApplication.class, a); }
}
END
    "$JAVA_HOME/bin/javac" -proc:none -parameters -cp "$out/java/*" -d classes shop/*.java
    alone java -cp "classes:$out/java/*" shop.ShopApplication --server.port=0 --server.address=127.0.0.1
}
