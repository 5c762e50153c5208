# A file system that takes no more.
cause=disk-full runtime=python needs="python3 root"
prepare() { small_disk 1m data; }
provoke() {
    file export.py <<'END'
with open("data/export.csv", "w") as out:
    for n in range(100000):
        out.write(f"{n};customer {n};" + "x" * 40 + "\n")
print("exported")
END
    alone python3 export.py
}
