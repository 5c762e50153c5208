# A server whose certificate ran out, for Java's HTTP client.
cause=tls-failure runtime=java needs="java openssl"
prepare() {
    port=$(free_port)
    certificate
    quietly openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -www
    "$JAVA_HOME/bin/keytool" -importcert -noprompt -file ca.pem -keystore trust.p12 -storepass secret
    listening "$port"
}
provoke() {
    file Start.java <<END
public class Start {
    public static void main(String[] a) throws Exception { new java.net.URI("https://localhost:$port/").toURL().openStream().read(); }
}
END
    alone java -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=secret Start.java
}
