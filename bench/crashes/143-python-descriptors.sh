# Files that nobody closes, and a limit of 64.
cause=descriptors-exhausted runtime=python needs=python3
provoke() {
    file app.py <<'END'
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
open_files = []
for n in range(200):
    open_files.append(open(__file__))
END
    alone python3 app.py
}
