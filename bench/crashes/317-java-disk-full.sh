# A file system that takes no more.
cause=disk-full runtime=java needs="java root"
prepare() { small_disk 1m data; }
provoke() {
    file Export.java <<'END'
import java.nio.file.*;
public class Export {
    public static void main(String[] a) throws Exception {
        while (true) Files.write(Path.of("data/out.csv"), new byte[10_000], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
END
    alone java Export.java
}
