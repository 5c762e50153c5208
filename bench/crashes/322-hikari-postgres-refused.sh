# HikariCP with PostgreSQL's driver where nothing listens.
cause=database-unreachable runtime=java-hikari needs="java java-libraries"
provoke() {
    file Start.java <<'END'
import com.zaxxer.hikari.*;
public class Start {
    public static void main(String[] a) {
        HikariConfig c = new HikariConfig();
        c.setJdbcUrl("jdbc:postgresql://127.0.0.1:5433/shop");
        c.setUsername("app");
        new HikariDataSource(c);
    }
}
END
    alone java -cp "$out/java/*" Start.java
}
