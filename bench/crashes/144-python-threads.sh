# As many threads as the limit allows, and one more.
cause=threads-exhausted runtime=python needs="python3 root"
provoke() {
    file app.py <<'END'
import os, resource, threading, time
resource.setrlimit(resource.RLIMIT_NPROC, (30, 30))
os.setuid(65533)
print("starting workers", flush=True)
for n in range(60):
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
END
    alone python3 app.py
}
