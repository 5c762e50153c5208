# An exception in one thread; the program goes on.
cause=nothing runtime=python needs=python3 ended=false
provoke() {
    file app.py <<'END'
import threading, time
def feed(): raise ValueError("bad tick")
print("reader started", flush=True)
threading.Thread(target=feed).start()
time.sleep(0.3)
for n in range(4):
    print("read", n * 100, "rows", flush=True)
time.sleep(30)
END
    background alone python3 app.py
    sleep 2
    cut_here
}
