# A file that only root may read.
cause=permission-denied runtime=java needs="java root"
prepare() { echo x >keystore.p12; chmod 600 keystore.p12; }
provoke() {
    file Start.java <<'END'
public class Start {
    public static void main(String[] a) throws Exception { System.out.println(java.nio.file.Files.readString(java.nio.file.Path.of("keystore.p12"))); }
}
END
    mkdir classes && "$JAVA_HOME/bin/javac" -d classes Start.java && chmod -R a+rX classes
    alone setpriv --reuid=65532 --clear-groups "$JAVA_HOME/bin/java" -cp classes Start
}
