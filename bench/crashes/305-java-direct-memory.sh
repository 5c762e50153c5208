# Memory outside of the heap.
cause=native-memory-exhausted runtime=java needs=java
provoke() {
    file Buffers.java <<'END'
import java.nio.ByteBuffer;
import java.util.*;
public class Buffers {
    public static void main(String[] a) {
        List<ByteBuffer> all = new ArrayList<>();
        while (true) all.add(ByteBuffer.allocateDirect(8 << 20));
    }
}
END
    alone java -XX:MaxDirectMemorySize=64m Buffers.java
}
