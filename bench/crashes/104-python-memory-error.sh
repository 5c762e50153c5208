# Python out of its address space: MemoryError in the program's own code.
cause=heap-exhausted runtime=python needs=python3
provoke() {
    file app.py <<'END'
import resource
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
def load(n):
    return [bytearray(8 << 20) for _ in range(n)]
print("loading", flush=True)
rows = load(100)
END
    alone python3 app.py
}
