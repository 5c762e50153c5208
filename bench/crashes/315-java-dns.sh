# A name that nobody knows.
cause=dns-failure runtime=java needs=java
provoke() {
    file Start.java <<'END'
public class Start {
    public static void main(String[] a) throws Exception { new java.net.Socket("ledger.service.invalid", 8443); }
}
END
    alone java Start.java
}
