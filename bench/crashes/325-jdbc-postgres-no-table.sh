# A table that is not there.
cause=database-schema-mismatch runtime=java-jdbc needs="java java-libraries postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file Start.java <<END
public class Start {
    public static void main(String[] a) throws Exception {
        java.sql.DriverManager.getConnection("jdbc:postgresql://127.0.0.1:$db/postgres", "app", "secret").createStatement().executeQuery("select * from customers");
    }
}
END
    alone java -cp "$out/java/*" Start.java
}
