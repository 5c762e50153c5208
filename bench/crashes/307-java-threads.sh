# Threads without end.
cause=threads-exhausted runtime=java needs="java root"
provoke() {
    file Threads.java <<'END'
public class Threads {
    public static void main(String[] a) {
        for (int i = 0; ; i++) {
            Thread t = new Thread(() -> { try { Thread.sleep(20_000); } catch (InterruptedException e) { return; } });
            t.setDaemon(true);
            t.start();
        }
    }
}
END
    mkdir classes && "$JAVA_HOME/bin/javac" -d classes Threads.java && chmod -R a+rX .
    printf '#!/bin/bash\nulimit -u 60\nexec setpriv --reuid=65532 --clear-groups java -XX:+UseSerialGC -cp classes Threads\n' >limited.sh; chmod +x limited.sh
    alone ./limited.sh
}
