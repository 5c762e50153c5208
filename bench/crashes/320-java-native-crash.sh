# The JVM itself crashes.
cause=native-crash runtime=java needs=java
provoke() {
    file Crash.java <<'END'
public class Crash {
    public static void main(String[] a) throws Exception {
        var f = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        f.setAccessible(true);
        ((sun.misc.Unsafe) f.get(null)).putAddress(0, 0);
    }
}
END
    alone java Crash.java
}
