# HikariCP with an old password.
cause=database-auth-failed runtime=java-hikari needs="java java-libraries postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file Start.java <<END
import com.zaxxer.hikari.*;
public class Start {
    public static void main(String[] a) {
        HikariConfig c = new HikariConfig();
        c.setJdbcUrl("jdbc:postgresql://127.0.0.1:$db/postgres");
        c.setUsername("app");
        c.setPassword("old");
        new HikariDataSource(c);
    }
}
END
    alone java -cp "$out/java/*" Start.java
}
