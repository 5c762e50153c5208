# The same where the JVM is told to end at once.
cause=heap-exhausted runtime=java needs=java
provoke() {
    file Import.java <<'END'
import java.util.*;
public class Import {
    public static void main(String[] a) {
        List<Object> rows = new ArrayList<>();
        while (true) rows.add(new long[100_000]);
    }
}
END
    alone java -Xmx64m -XX:+ExitOnOutOfMemoryError Import.java
}
