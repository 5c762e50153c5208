# PostgreSQL is stopped under a statement.
cause=database-connection-lost runtime=java-jdbc needs="java java-libraries postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file Start.java <<END
public class Start {
    public static void main(String[] a) throws Exception {
        var c = java.sql.DriverManager.getConnection("jdbc:postgresql://127.0.0.1:$db/postgres", "app", "secret");
        System.out.println("consumer ready");
        while (true) { c.createStatement().executeQuery("select pg_sleep(1)"); }
    }
}
END
    background alone java -cp "$out/java/*" Start.java
    for _ in $(seq 60); do grep -q ready "$out/$name.log" && break; sleep 0.5; done
    sleep 1
    kill -INT "$pg_pid"
    wait "${pids[-1]}"
}
