# The JVM's heap.
cause=heap-exhausted runtime=java needs=java
provoke() {
    file Import.java <<'END'
import java.util.*;
public class Import {
    public static void main(String[] a) {
        List<byte[]> rows = new ArrayList<>();
        while (true) rows.add(new byte[1 << 20]);
    }
}
END
    alone java -Xmx64m Import.java
}
