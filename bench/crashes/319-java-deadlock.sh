# Two threads that wait for each other; a dump by SIGQUIT before it is killed.
cause=deadlock runtime=java needs=java
provoke() {
    file Locks.java <<'END'
public class Locks {
    static void both(Object a, Object b) {
        synchronized (a) { try { Thread.sleep(300); } catch (InterruptedException e) { return; } synchronized (b) { System.out.println("both"); } }
    }
    public static void main(String[] x) {
        Object a = new Object(), b = new Object();
        new Thread(() -> both(a, b), "orders").start();
        new Thread(() -> both(b, a), "stock").start();
    }
}
END
    mkdir classes && "$JAVA_HOME/bin/javac" -d classes Locks.java
    most=15
    background alone java -cp classes Locks
    sleep 4
    for p in $(descendants "${pids[-1]}"); do [ "$(cat /proc/"$p"/comm)" = java ] && kill -QUIT "$p" && sleep 1 && kill -KILL "$p"; done
    wait "${pids[-1]}"
}
