# Killed by the kernel at the limit of its memory cgroup: the shell and the kernel tell.
cause=memory-limit runtime=python needs="python3 root memory-cgroup"
provoke() {
    echo 'print("reading report", flush=True); rows = [b"x" * (1 << 20) for _ in range(4000)]; print(len(rows))' >app.py
    mark_kernel
    caged 60000000 python3 app.py
    kernel_lines
}
