# Java's stack.
cause=stack-overflow runtime=java needs=java
provoke() {
    file Walk.java <<'END'
public class Walk {
    static int walk(int n) { return walk(n + 1) + 1; }
    public static void main(String[] a) { System.out.println(walk(0)); }
}
END
    alone java Walk.java
}
