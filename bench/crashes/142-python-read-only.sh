# A file system that is mounted read-only.
cause=filesystem-read-only runtime=python needs="python3 root"
prepare() { small_disk 1m data; mount -o remount,ro "$work/data"; }
provoke() {
    echo 'open("data/state.json", "w").write("{}")' >app.py
    alone python3 app.py
}
