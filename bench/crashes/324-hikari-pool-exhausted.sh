# Connections that nobody gives back.
cause=database-connections-exhausted runtime=java-hikari needs="java java-libraries postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file Start.java <<END
import com.zaxxer.hikari.*;
public class Start {
    public static void main(String[] a) throws Exception {
        HikariConfig c = new HikariConfig();
        c.setJdbcUrl("jdbc:postgresql://127.0.0.1:$db/postgres");
        c.setUsername("app");
        c.setPassword("secret");
        c.setMaximumPoolSize(2);
        c.setConnectionTimeout(500);
        var pool = new HikariDataSource(c);
        while (true) pool.getConnection();
    }
}
END
    alone java -cp "$out/java/*" Start.java
}
