# Classes without end.
cause=heap-exhausted runtime=java needs=java
provoke() {
    file Classes.java <<'END'
import java.lang.reflect.Proxy;
import java.net.*;
import java.util.*;
public class Classes {
    public interface Greets { void greet(); }
    public static void main(String[] a) throws Exception {
        List<Object> all = new ArrayList<>();
        while (true) {
            ClassLoader l = new URLClassLoader(new URL[0], Classes.class.getClassLoader());
            all.add(Proxy.newProxyInstance(l, new Class<?>[] {Greets.class}, (p, m, x) -> null));
        }
    }
}
END
    mkdir classes && "$JAVA_HOME/bin/javac" -d classes Classes.java 2>/dev/null
    alone java -XX:MaxMetaspaceSize=12m -cp classes Classes
}
